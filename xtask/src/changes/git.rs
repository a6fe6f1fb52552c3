//! Files as a revision of git has them. The command does the work: it knows every form of a repository.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::{API_FILES, ModelFiles, plain_name};

use crate::{failure, input};

/// The model at a path of a revision, a file or its folder. The path starts at the top of the repository, or, if it
/// starts with `./`, at `directory`, as git has it.
///
/// # Errors
///
/// Fails if there is no git, no such revision, or no model.
pub fn model(directory: &Path, revision: &str, path: &str) -> Result<ModelFiles, Diagnostics> {
    let path = path.trim_end_matches('/');
    let object = format!("{revision}:{path}");
    let kind = git(directory, &["cat-file", "-t", &object])?;
    if !kind.status.success() {
        let said = String::from_utf8_lossy(&kind.stderr);
        let error = Diagnostic::error(format!("git:{object} cannot be read"));
        return Err(error
            .help(format!("git says: {}", said.trim().trim_start_matches("fatal: ")))
            .into());
    }
    if kind.stdout.trim_ascii() == b"tree" {
        let found = ModelFiles::find(None, |name| blob(directory, &format!("{object}/{name}")))?;
        return found.ok_or_else(|| {
            let names = API_FILES.join(" or ");
            Diagnostic::error(format!("git:{object} holds no model: no {names}")).into()
        });
    }
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let beside = |other: &str| {
        let path = if folder.is_empty() { other.to_owned() } else { format!("{folder}/{other}") };
        blob(directory, &format!("{revision}:{path}"))
    };
    let found = ModelFiles::find(Some(plain_name(name)), beside)?;
    found.ok_or_else(|| Diagnostic::error(format!("git:{object} is not a model")).into())
}

/// The text of a file in git, plain or compressed, if it is there.
///
/// # Errors
///
/// Fails if git is not there, or if the file is no text.
pub fn blob(directory: &Path, object: &str) -> Result<Option<Arc<Source>>, Diagnostics> {
    input::plain_or_compressed(object, |object| {
        let shown = git(directory, &["cat-file", "blob", object])?;
        if !shown.status.success() {
            return Ok(None);
        }
        input::text(shown.stdout.as_slice(), format!("git:{object}")).map(Some)
    })
}

/// The revisions that changed a file, the newest first.
///
/// # Errors
///
/// Fails if git is not there.
pub fn revisions(directory: &Path, path: &str, most: usize) -> Result<Vec<String>, Diagnostics> {
    let count = format!("--max-count={most}");
    let log = git(directory, &["log", &count, "--format=%H", "--", path])?;
    let text = String::from_utf8_lossy(&log.stdout).into_owned();
    Ok(text.lines().map(str::to_owned).collect())
}

fn git(directory: &Path, args: &[&str]) -> Result<Output, Diagnostics> {
    let output = Command::new("git").arg("-C").arg(directory).args(args).output();
    output.map_err(|error| failure("git cannot be run", &error))
}
