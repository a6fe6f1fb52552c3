//! Reads files of a git revision. The `git` command supports every kind of repository.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::{ModelFiles, plain_name};

use crate::{failure, input};

/// The model at a path of a revision, which is a model file or its folder. As in git, the path starts at the top of the
/// repository, or at `directory` if it starts with `./`.
///
/// # Errors
///
/// Fails if git is missing, or if there is no such revision or no model.
pub fn model(directory: &Path, revision: &str, path: &str) -> Result<ModelFiles, Diagnostics> {
    let path = path.trim_end_matches('/');
    let object = format!("{revision}:{path}");
    let kind = git(directory, &["cat-file", "-t", &object])?;
    if !kind.status.success() {
        let message = String::from_utf8_lossy(&kind.stderr);
        let error = Diagnostic::error(format!("cannot read `git:{object}`"));
        return Err(error
            .help(format!("git reports: {}", message.trim().trim_start_matches("fatal: ")))
            .into());
    }
    if kind.stdout.trim_ascii() == b"tree" {
        let found = ModelFiles::find(None, |name| blob(directory, &format!("{object}/{name}")))?;
        return found.ok_or_else(|| {
            let names = input::api_files();
            Diagnostic::error(format!("`git:{object}` contains no model ({names})")).into()
        });
    }
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let beside = |other: &str| {
        let path = if folder.is_empty() { other.to_owned() } else { format!("{folder}/{other}") };
        blob(directory, &format!("{revision}:{path}"))
    };
    let found = ModelFiles::find(Some(plain_name(name)), beside)?;
    found.ok_or_else(|| Diagnostic::error(format!("`git:{object}` is not a model")).into())
}

/// The text of a file in git, plain or compressed, if the file exists.
///
/// # Errors
///
/// Fails if git is missing, or if the file is not text.
pub fn blob(directory: &Path, object: &str) -> Result<Option<Arc<Source>>, Diagnostics> {
    input::plain_or_compressed(object, |object| {
        let mut command = command(directory, &["cat-file", "blob", object]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failure("cannot run git", &error))?;
        // The text is read from the pipe up to a limit. After that, git stops at the closed pipe.
        let text = child.stdout.take().map(|out| input::text(out, format!("git:{object}")));
        let status = child.wait().map_err(|error| failure("cannot run git", &error))?;
        match text {
            Some(Ok(text)) if status.success() => Ok(Some(text)),
            Some(Err(error)) if status.success() || status.code().is_none() => Err(error),
            _ => Ok(None),
        }
    })
}

/// The revisions that changed a file, newest first.
///
/// # Errors
///
/// Fails if git is missing.
pub fn revisions(directory: &Path, path: &str, most: usize) -> Result<Vec<String>, Diagnostics> {
    let count = format!("--max-count={most}");
    let log = git(directory, &["log", &count, "--format=%H", "--", path])?;
    let text = String::from_utf8_lossy(&log.stdout).into_owned();
    Ok(text.lines().map(str::to_owned).collect())
}

fn git(directory: &Path, args: &[&str]) -> Result<Output, Diagnostics> {
    let output = command(directory, args).output();
    output.map_err(|error| failure("cannot run git", &error))
}

fn command(directory: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(directory).args(args);
    command
}
