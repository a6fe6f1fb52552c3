//! `cargo xtask models fetch`: gets a package with the user's own `pip`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::sources::{Pin, digest};
use crate::cli::{Fetch, Verify};
use crate::{Outcome, Terminal, failure, input, manifest, slashes, write};

/// Where packages are kept.
const FOLDER: &str = "target/models";

/// The names that Python has on one system or another.
const PYTHONS: [&str; 3] = ["python3", "python", "py"];

/// What is to be fetched, and how.
struct Order<'a> {
    /// `botocore`, or `botocore==1.29.67`.
    package: String,
    /// Whether it is to be an sdist. A wheel is preferred, since pip runs code of an sdist.
    sdist: bool,
    /// The Python that has pip; else the one that is installed.
    python: Option<&'a Path>,
    /// Whether a person watches.
    interactive: bool,
}

/// Runs the command.
///
/// # Errors
///
/// Fails if there is no `pip`, or if it cannot get the package.
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
    terminal.say(&format!("{shown}: sha256 {}", digest_of(&path)?))?;
    Ok(Outcome::Fine)
}

/// A wheel of a package, such as `botocore==1.29.67`: the one that was fetched before, or else a new one.
///
/// # Errors
///
/// Fails if it cannot be had.
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
    terminal.note(&format!("fetching {package}"));
    let (package, interactive) = (package.to_owned(), terminal.interactive);
    download(&Order { package, sdist: false, python, interactive }, root)
}

/// The file of a pinned package: the one that was fetched before, or else a new one.
///
/// # Errors
///
/// Fails if it cannot be had, or is not the file that was pinned.
pub fn pinned(
    pin: &Pin,
    args: &Verify,
    root: &Path,
    terminal: &mut Terminal,
) -> Result<PathBuf, Diagnostics> {
    let kept = root.join(FOLDER).join(&pin.file);
    if kept.is_file() && digest_of(&kept)? == pin.sha256 {
        return Ok(kept);
    }
    terminal.note(&format!("fetching {} {}", pin.name, pin.version));
    let path = download(
        &Order {
            package: format!("{}=={}", pin.name, pin.version),
            sdist: pin.file.ends_with(".tar.gz"),
            python: args.python.as_deref(),
            interactive: terminal.interactive,
        },
        root,
    )?;
    let found = digest_of(&path)?;
    if found == pin.sha256 {
        return Ok(path);
    }
    let message = format!("{} {} is not the package that was pinned", pin.name, pin.version);
    let help = format!("it has the SHA-256 {found}, and the pin says {}", pin.sha256);
    Err(Diagnostic::error(message).help(help).into())
}

/// The sdist of a version of botocore: the one that was fetched before, or else a new one. The version `latest` is
/// the newest that there is.
///
/// # Errors
///
/// Fails if it cannot be had.
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
    terminal.note(&format!("fetching the sdist of {package}"));
    download(&Order { package, sdist: true, python, interactive: terminal.interactive }, root)
}

/// The digest of a package's file.
fn digest_of(path: &Path) -> Result<String, Diagnostics> {
    Ok(digest(&input::bytes(path, &path.display().to_string())?))
}

/// Has pip download a package, and returns its file.
fn download(order: &Order<'_>, root: &Path) -> Result<PathBuf, Diagnostics> {
    let package = &order.package;
    let sound = |c: char| c.is_ascii_alphanumeric() || "._-+!=".contains(c);
    if !package.starts_with(|c: char| c.is_ascii_alphanumeric()) || !package.chars().all(sound) {
        let error = Diagnostic::error(format!("{package:?} is not a package"));
        return Err(error.help("say `botocore`, or `botocore==1.29.67` for a version").into());
    }
    // What pip puts into an empty folder is what it downloaded, whatever its output looks like.
    let folder = root.join(FOLDER);
    let fresh = write::temporary_folder(&folder)?;
    let python = order.python.map_or_else(installed, |python| Ok(python.to_owned()))?;
    let mut command = Command::new(&python);
    command.args(["-m", "pip", "download", "--no-deps", "--disable-pip-version-check"]);
    command.args([if order.sdist { "--no-binary" } else { "--only-binary" }, ":all:", "--dest"]);
    command.arg(fresh.path()).arg(package);
    // pip has a progress bar of its own, and standard output is for results.
    command.stdout(std::io::stderr());
    if !order.interactive {
        command.arg("--quiet");
    }
    let status = command.status();
    let status =
        status.map_err(|error| failure(format!("{} cannot be run", python.display()), &error))?;
    if !status.success() {
        let message = format!("pip could not download {package}; what it says is above");
        return Err(Diagnostic::error(message).into());
    }
    let mut entries = std::fs::read_dir(fresh.path()).into_iter().flatten().flatten();
    let file = entries.next().map(|entry| entry.path());
    let file =
        file.ok_or_else(|| Diagnostic::error(format!("pip downloaded nothing for {package}")))?;
    let kept = folder.join(file.file_name().unwrap_or_default());
    write::keep(&file, &kept)?;
    Ok(kept)
}

/// The first Python that is installed and has pip.
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
        Diagnostic::error("packages are fetched with pip, and no Python with pip is installed")
            .help("name the Python that has it with --python, or download the package by hand")
            .into()
    })
}
