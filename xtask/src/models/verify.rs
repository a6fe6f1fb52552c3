//! `cargo xtask models verify`: compares the committed models with `sources.toml`.

use std::collections::BTreeSet;
use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::ModelFiles;
use walkdir::WalkDir;

use super::derive;
use super::fetch;
use super::package::Package;
use super::sources::{FILE_NAME, Sources, digest};
use crate::cli::Verify;
use crate::codegen::interrupted;
use crate::{Outcome, Terminal, diff, failure, input, manifest, pluralize, slashes};

/// Files beside the models that need no entry.
const OTHERS: [&str; 2] = [FILE_NAME, "README.md"];

/// Runs the command.
///
/// # Errors
///
/// Fails if `sources.toml` cannot be read, or with `--upstream` if a download fails.
pub fn run(args: &Verify, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let root = manifest::root(&terminal.directory);
    interrupted::note(&manifest::plain(&root), terminal);
    let path = match &args.sources {
        Some(path) => terminal.directory.join(path),
        None => root.join("models").join(FILE_NAME),
    };
    let shown = args.sources.as_deref().map_or_else(|| format!("models/{FILE_NAME}"), slashes);
    if path.symlink_metadata().is_err() {
        let error = Diagnostic::error(format!("there is no `{shown}`"));
        let help = "run the command in the folder of the manifest, or name the file with --sources";
        return Err(error.help(help).into());
    }
    let sources = Sources::read(&input::read(&path, shown.clone())?)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let shown_folder = shown.rsplit_once('/').map_or(".", |(folder, _)| folder);
    let mut findings = offline(&sources, folder)?;
    if args.upstream {
        findings.extend(upstream(args, &sources, folder, &root, terminal)?);
    }
    for finding in &findings {
        terminal.print_line(&format!("{shown_folder}/{finding}"))?;
    }
    if findings.is_empty() {
        let files: usize = sources.model.iter().map(|model| model.sha256.len()).sum();
        let how = if args.upstream { "same as in their packages" } else { "as imported" };
        terminal.print_line(&format!("{shown_folder}: {}, {how}", pluralize(files, "file")))?;
        let others = sources.model.iter().filter(|_| args.upstream);
        for (model, origin) in others.filter_map(|model| Some((model, model.origin.as_ref()?))) {
            let path = &model.path;
            terminal.print_line(&format!(
                "{shown_folder}/{path}: compared with its digests only, since it is from {origin}"
            ))?;
        }
        return Ok(Outcome::Fine);
    }
    terminal.print_line(&format!(
        "restore the files, or import them again; list hand-written files under [written] in {shown}"
    ))?;
    Ok(Outcome::Finding)
}

/// Files that differ from their digest, are missing, or have no entry.
fn offline(sources: &Sources, folder: &Path) -> Result<Vec<String>, Diagnostics> {
    let mut findings = Vec::new();
    let mut known: BTreeSet<String> = OTHERS.map(str::to_owned).into();
    for model in &sources.model {
        if let Some(package) = &model.package
            && !sources.package.iter().any(|pin| pin.file == *package)
        {
            findings.push(format!("{}: [[package]] {package} is missing", model.path));
        }
        for (name, expected) in &model.sha256 {
            let file = model.file(name);
            match read(&folder.join(&file)) {
                Some(text) if digest(text.as_bytes()) == *expected => {}
                Some(_) => findings.push(format!("{file} differs from the imported file")),
                None => findings.push(format!("{file} is missing, or not a text file")),
            }
            known.insert(file);
        }
    }
    for file in sources.written.keys() {
        if !folder.join(file).is_file() {
            findings.push(format!("{file} is missing"));
        }
        known.insert(file.clone());
    }
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| failure("cannot list the models", &error))?;
        let file = slashes(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
        if !entry.file_type().is_dir() && !known.contains(&file) {
            findings.push(format!("{file} has no entry in {FILE_NAME}"));
        }
    }
    Ok(findings)
}

/// The text of a file with Unix line endings, which a checkout may have converted.
fn read(path: &Path) -> Option<String> {
    let source = input::read(path, slashes(path)).ok()?;
    Some(source.text.replace("\r\n", "\n"))
}

/// Files that differ from a new import from the pinned packages.
fn upstream(
    args: &Verify,
    sources: &Sources,
    folder: &Path,
    root: &Path,
    terminal: &mut Terminal,
) -> Result<Vec<String>, Diagnostics> {
    let mut findings = Vec::new();
    for pin in &sources.package {
        let path = fetch::pinned(pin, args.python.as_deref(), root, terminal)?;
        let package = Package::open(&path, pin.file.clone())?;
        for model in sources.model.iter().filter(|model| model.package.as_ref() == Some(&pin.file))
        {
            let name = package.pick(Some(&model.service), Some(&model.api_version))?;
            let allowed = model.allow_unknown_keys.clone();
            let files = ModelFiles { allowed, ..package.files(name)? };
            let imported = derive::import(&files, model)?;
            let names: BTreeSet<&str> =
                imported.keys().copied().chain(model.sha256.keys().map(String::as_str)).collect();
            for name in names {
                let file = model.file(name);
                let old = read(&folder.join(&file)).unwrap_or_default();
                let new = imported.get(name).map_or("", String::as_str);
                if old != new {
                    let diff = diff::unified(&old, new, &file, &pin.file);
                    findings.push(format!("{file} differs from {}\n{diff}", pin.file));
                }
            }
        }
    }
    Ok(findings)
}
