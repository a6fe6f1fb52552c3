//! Shared code of the tests: paths, models in memory, and the nine operations.

pub mod cargo;
pub mod features;
pub mod packages;
mod reviewed;
mod skip;
pub mod users;
pub mod verdicts;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_codegen::frontend::{Layers, ModelFiles};
use farrier_codegen::output::Files;
use farrier_codegen::{Input, Layout, Request, Selection, generate};
use farrier_xtask::Terminal;

pub use reviewed::assert_reviewed;
pub use skip::{SMITHY_MODELS, skip, wheel};

/// A path in the repository.
#[must_use]
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The text of a file in the repository.
///
/// # Panics
///
/// Panics if the file cannot be read.
#[must_use]
pub fn read(path: &str) -> String {
    std::fs::read_to_string(repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The operations that gained `ResourceName` on 2023-02-08.
pub const NINE: [&str; 9] = [
    "DescribeBackupJob",
    "DescribeCopyJob",
    "DescribeProtectedResource",
    "DescribeRecoveryPoint",
    "ListBackupJobs",
    "ListCopyJobs",
    "ListProtectedResources",
    "ListRecoveryPointsByBackupVault",
    "ListRecoveryPointsByResource",
];

/// A small invented service in botocore's format and in Smithy's.
pub const STABLES: [&str; 2] =
    ["tests/smithy/stables.botocore.json", "tests/smithy/stables.smithy.json"];

/// The path of one of AWS's Smithy models, or none if they are not beside the repository. Reports the skipped test.
#[must_use]
pub fn smithy_model(name: &str) -> Option<PathBuf> {
    let path = repository("../shared/smithy").join(name);
    if path.exists() {
        return Some(path);
    }
    skip(SMITHY_MODELS);
    None
}

/// The output and the exit code of a command.
pub struct Ran {
    /// The exit code.
    pub code: u8,
    /// Standard output, without colours.
    pub out: String,
    /// Standard error, without colours.
    pub err: String,
}

/// Exit code and both streams, for a snapshot.
#[must_use]
pub fn shown(ran: &Ran) -> String {
    without_sizes(&format!("exit {}\n{}{}", ran.code, ran.out, ran.err))
}

/// Replaces the sizes of outputs, which change with every edit of the runtime, by `N`: `N lines of N files`.
#[must_use]
pub fn without_sizes(text: &str) -> String {
    let is_counted =
        |rest: &str| [" lines of ", " files"].iter().any(|unit| rest.starts_with(unit));
    let mut shown = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        let length = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        let (number, after) = number.split_at(length);
        shown.push_str(before);
        // One digit is a count of the test's own edits.
        shown.push_str(if length > 1 && is_counted(after) { "N" } else { number });
        rest = after;
    }
    shown + rest
}

/// Runs `cargo xtask` with these arguments in a directory.
pub fn xtask(directory: &Path, args: &[&str]) -> Ran {
    run(directory, None, args)
}

/// Like [`xtask`], as in a GitHub Actions run on the repository `root`.
pub fn xtask_on_github(directory: &Path, root: &Path, args: &[&str]) -> Ran {
    run(directory, Some(root), args)
}

fn run(directory: &Path, github: Option<&Path>, args: &[&str]) -> Ran {
    captured(directory, github, |terminal| {
        farrier_xtask::run(["xtask"].iter().chain(args).map(Into::into), terminal)
    })
}

/// Runs a command with an in-memory terminal.
pub fn captured(
    directory: &Path,
    github: Option<&Path>,
    command: impl FnOnce(&mut Terminal) -> u8,
) -> Ran {
    let (out, err) = (Shared::default(), Shared::default());
    let mut terminal = Terminal {
        directory: directory.to_owned(),
        out: Box::new(out.clone()),
        err: Box::new(err.clone()),
        interactive: false,
        program: farrier_xtask::XTASK,
        annotate: github.map(Path::to_owned),
    };
    let code = command(&mut terminal);
    Ran { code, out: out.text(), err: err.text() }
}

/// A writable buffer that the test can read while a command still holds it.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Shared {
    fn text(&self) -> String {
        anstream::adapter::strip_str(&String::from_utf8_lossy(&self.0.borrow())).to_string()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The request for `generated/backup`, with another selection of operations.
///
/// # Panics
///
/// Panics if the committed models cannot be read.
#[must_use]
pub fn backup_request(selection: Selection) -> Request {
    let source = |path: &str| Source::new(path, read(path));
    let beside = |file: &str| source(&format!("models/backup/2018-11-15/{file}"));
    let model = ModelFiles {
        docs: Some(beside("docs-2.json")),
        paginators: Some(Layers::only(beside("paginators-1.json"))),
        ..ModelFiles::only(source("models/backup/2018-11-15/api-2.json"))
    };
    let input = Input { model, changes: vec![source("models/backup/changes/2023-02-08.json")] };
    Request::new("models/backup/2018-11-15", input, selection)
}

/// Generates the crate `backup`.
///
/// # Errors
///
/// The errors of [`generate`].
pub fn generate_backup(request: &Request) -> Result<Files, Diagnostics> {
    generate(&Layout::Crate("backup".to_owned()), std::slice::from_ref(request))
}

/// A unified diff of two outputs. Hunk headers have no line numbers, so that an added line changes only its own hunk.
#[must_use]
pub fn unified_diff(old: &Files, new: &Files) -> String {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let text = |files: &Files, path: &String| files.get(path).cloned().unwrap_or_default();
    let diff = |path: &String| {
        let (old, new) = (text(old, path), text(new, path));
        let diff = similar::TextDiff::from_lines(&old, &new);
        let diff = diff
            .unified_diff()
            .context_radius(2)
            .header(&format!("a/{path}"), &format!("b/{path}"))
            .to_string();
        let lines = diff.lines().map(|line| if line.starts_with("@@ ") { "@@" } else { line });
        lines.map(|line| line.to_owned() + "\n").collect::<String>()
    };
    paths.into_iter().map(diff).collect()
}

/// A renderer of diagnostics without colours.
#[must_use]
pub fn plain_renderer() -> annotate_snippets::Renderer {
    annotate_snippets::Renderer::plain().term_width(140)
}
