//! `cargo xtask models fetch`: downloads a package with the user's own `pip`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::sources::{Pin, digest};
use crate::cli::Fetch;
use crate::{Outcome, Terminal, failure, input, manifest, slashes, write};

/// The folder of downloaded packages.
const FOLDER: &str = "target/models";

/// Possible names of the Python executable.
const PYTHONS: [&str; 3] = ["python3", "python", "py"];

/// The Python program that downloads sdists.
const DOWNLOAD_SDIST: &str = include_str!("download_sdist.py");

/// A download with `pip`, or from its package index.
struct Order<'a> {
    /// The package, such as `botocore` or `botocore==1.29.67`.
    package: String,
    /// Whether to download the sdist. By default, the wheel.
    sdist: bool,
    /// The Python to run `pip` with; by default the installed one.
    python: Option<&'a Path>,
    /// Whether to show the progress of `pip`.
    interactive: bool,
}

/// Runs the command.
///
/// # Errors
///
/// Fails if there is no `pip`, or if the download fails.
pub fn run(args: &Fetch, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let root = manifest::root(&terminal.directory);
    let path = download(
        &Order {
            package: args.package.clone(),
            sdist: false,
            python: args.python.as_deref(),
            interactive: terminal.interactive,
        },
        &root,
    )?;
    let shown = slashes(path.strip_prefix(&terminal.directory).unwrap_or(&path));
    terminal.print_line(&format!("{shown}: sha256 {}", digest_of(&path)?))?;
    Ok(Outcome::Fine)
}

/// A wheel of a package, such as `botocore==1.29.67`. Downloads the wheel unless it is there from before.
///
/// # Errors
///
/// Fails if the download fails.
pub fn wheel(
    package: &str,
    python: Option<&Path>,
    root: &Path,
    terminal: &mut Terminal,
) -> Result<PathBuf, Diagnostics> {
    let name = format!("{}-py3-none-any.whl", package.replace("==", "-"));
    let kept = root.join(FOLDER).join(name);
    if kept.is_file() {
        return Ok(kept);
    }
    terminal.print_progress(&format!("fetching {package}"));
    let (package, interactive) = (package.to_owned(), terminal.interactive);
    download(&Order { package, sdist: false, python, interactive }, root)
}

/// The file of a pinned package, if it is there from before.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn kept(pin: &Pin, root: &Path) -> Result<Option<PathBuf>, Diagnostics> {
    let kept = root.join(FOLDER).join(&pin.file);
    Ok(if kept.is_file() && digest_of(&kept)? == pin.sha256 { Some(kept) } else { None })
}

/// The file of a pinned package. Downloads the file unless it is there from before.
///
/// # Errors
///
/// Fails if the download fails, or if the digest differs from the pin.
pub fn pinned(
    pin: &Pin,
    python: Option<&Path>,
    root: &Path,
    terminal: &mut Terminal,
) -> Result<PathBuf, Diagnostics> {
    if let Some(kept) = kept(pin, root)? {
        return Ok(kept);
    }
    terminal.print_progress(&format!("fetching {} {}", pin.name, pin.version));
    let path = download(
        &Order {
            package: format!("{}=={}", pin.name, pin.version),
            sdist: pin.file.ends_with(".tar.gz"),
            python,
            interactive: terminal.interactive,
        },
        root,
    )?;
    let found = digest_of(&path)?;
    if found == pin.sha256 {
        return Ok(path);
    }
    let message = format!("{} {} differs from the pinned package", pin.name, pin.version);
    let help = format!("the download has SHA-256 {found}, the pin has {}", pin.sha256);
    Err(Diagnostic::error(message).help(help).into())
}

/// The sdist of a version of botocore, or of the newest version for `latest`. Downloads the sdist unless it is there
/// from before.
///
/// # Errors
///
/// Fails if the download fails.
pub fn sdist(
    version: &str,
    python: Option<&Path>,
    root: &Path,
    terminal: &mut Terminal,
) -> Result<PathBuf, Diagnostics> {
    let kept = root.join(FOLDER).join(format!("botocore-{version}.tar.gz"));
    if kept.is_file() {
        return Ok(kept);
    }
    let package = match version {
        "latest" => "botocore".to_owned(),
        version => format!("botocore=={version}"),
    };
    terminal.print_progress(&format!("fetching the sdist of {package}"));
    download(&Order { package, sdist: true, python, interactive: terminal.interactive }, root)
}

fn digest_of(path: &Path) -> Result<String, Diagnostics> {
    Ok(digest(&input::bytes(path, &path.display().to_string())?))
}

/// Downloads a package with pip, and returns its file.
fn download(order: &Order<'_>, root: &Path) -> Result<PathBuf, Diagnostics> {
    let package = &order.package;
    let is_valid = |c: char| c.is_ascii_alphanumeric() || "._-+!=".contains(c);
    if !package.starts_with(|c: char| c.is_ascii_alphanumeric()) || !package.chars().all(is_valid) {
        let error = Diagnostic::error(format!("invalid package name {package:?}"));
        return Err(error.help("write `botocore`, or `botocore==1.29.67` for a version").into());
    }
    // The only file in an empty folder is the download. The output of pip is no reliable source for its name.
    let folder = root.join(FOLDER);
    let fresh = write::temporary_folder(&folder)?;
    let python = order.python.map_or_else(installed, |python| Ok(python.to_owned()))?;
    let mut command = Command::new(&python);
    if order.sdist {
        let (name, version) = package.split_once("==").unwrap_or((package, "latest"));
        command.args(["-I", "-c", DOWNLOAD_SDIST, name, version]).arg(fresh.path());
    } else {
        command.args(["-m", "pip", "download", "--no-deps", "--disable-pip-version-check"]);
        command.args(["--only-binary", ":all:", "--dest"]).arg(fresh.path()).arg(package);
        if !order.interactive {
            command.arg("--quiet");
        }
    }
    // Standard output is for results, so the progress bar of pip goes to standard error.
    command.stdout(std::io::stderr());
    let status = command.status();
    let status =
        status.map_err(|error| failure(format!("cannot run `{}`", python.display()), &error))?;
    if !status.success() {
        let message = format!("the download of `{package}` failed ({status})");
        let error = Diagnostic::error(message)
            .help("check that the version exists, and that pip reaches its package index")
            .help("without a network, name a wheel, an sdist or a folder of models");
        return Err(error.into());
    }
    let mut entries = std::fs::read_dir(fresh.path()).into_iter().flatten().flatten();
    let file = entries.next().map(|entry| entry.path());
    let file =
        file.ok_or_else(|| Diagnostic::error(format!("pip downloaded nothing for `{package}`")))?;
    let kept = folder.join(file.file_name().unwrap_or_default());
    write::move_file(&file, &kept)?;
    Ok(kept)
}

/// The first installed Python with pip.
///
/// # Errors
///
/// Fails if there is none.
pub fn installed() -> Result<PathBuf, Diagnostics> {
    let works = |python: &&&str| {
        let mut command = Command::new(python);
        command.args(["-m", "pip", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    PYTHONS.iter().find(works).map(PathBuf::from).ok_or_else(|| {
        Diagnostic::error("no Python with pip is installed, which fetches packages")
            .help("name a Python with pip with --python, or download the package by hand")
            .into()
    })
}
