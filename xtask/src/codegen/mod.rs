//! `cargo xtask codegen`: generate every output in memory, compare with what is there, then report or write.

mod cause;
mod command;
pub mod drift;
pub mod order;
mod report;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use self::cause::Before;
use self::drift::{Drift, Drifts};
use self::order::Planned;
use crate::cli::Codegen;
use crate::lock::{self, Lock};
use crate::manifest::{self, Manifest};
use crate::write::guard::Guard;
use crate::write::{self, folder};
use crate::{Outcome, Terminal, counted, failure, listed};

/// How many files a message names.
const NAMED: usize = 10;

/// Runs the command.
///
/// # Errors
///
/// Everything that is wrong with manifest, models and change documents; and failures to read or write.
pub fn run(args: &Codegen, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    // Whoever writes does so alone, from reading the manifest on. A check writes nothing.
    let _guard = if args.check { None } else { Some(Guard::of(&home(args, terminal), terminal)?) };
    let job = match (&args.model, &args.out) {
        (Some(model), Some(out)) => Job {
            root: terminal.directory.clone(),
            outputs: vec![order::of_arguments(args, model, out, &terminal.directory)?],
            exclusive: Vec::new(),
            lock: None,
        },
        _ => Job::of_manifest(Manifest::find(args.manifest.as_deref(), &terminal.directory)?)?,
    };
    let compared = job.compare()?;
    if args.check {
        check(args, &job, &compared, terminal)
    } else {
        write(&job, &compared, terminal)
    }
}

/// The folder whose outputs are written.
fn home(args: &Codegen, terminal: &Terminal) -> PathBuf {
    let directory = &terminal.directory;
    match (&args.out, &args.manifest) {
        (Some(out), _) => manifest::plain(&directory.join(out)),
        (None, Some(manifest)) => {
            directory.join(manifest).parent().map_or_else(PathBuf::new, Path::to_owned)
        }
        (None, None) => manifest::root(directory),
    }
}

/// The outputs, and what is known of them.
struct Job {
    /// The folder that the paths of outputs start from.
    root: PathBuf,
    outputs: Vec<Planned>,
    /// Folders that hold outputs and nothing else.
    exclusive: Vec<String>,
    /// The lock file, where there is a manifest.
    lock: Option<PlannedLock>,
}

/// The lock file of a manifest.
struct PlannedLock {
    path: PathBuf,
    /// What it says, if it can be read.
    before: Option<Lock>,
    /// What it is to say.
    text: String,
}

impl PlannedLock {
    /// Whether the file is not what it should be. A checkout may have turned the line endings.
    fn has_drifted(&self) -> bool {
        let found = std::fs::read_to_string(&self.path);
        !found.is_ok_and(|text| text.replace("\r\n", "\n") == self.text)
    }
}

/// A folder, and how it differs from what belongs there.
pub struct Compared<'j> {
    /// The folder as messages show it.
    shown: String,
    /// What belongs there, unless nothing does.
    planned: Option<&'j Planned>,
    /// What the lock says of it.
    before: Before<'j>,
    /// The files that differ.
    drifts: Drifts,
}

impl Job {
    fn of_manifest(manifest: Manifest) -> Result<Self, Diagnostics> {
        let outputs = order::of_manifest(&manifest)?;
        let lock = Lock { output: outputs.iter().map(|planned| planned.locked.clone()).collect() };
        let lock = PlannedLock {
            path: manifest.root.join(lock::FILE_NAME),
            // One that cannot be read, as after a merge, is as good as none: it is written anew.
            before: Lock::find(&manifest.root).unwrap_or_default(),
            text: lock.text()?,
        };
        let exclusive = manifest.file.exclusive;
        Ok(Self { root: manifest.root, outputs, exclusive, lock: Some(lock) })
    }

    /// Compares the outputs, what is beside them, and what is left of those that the manifest no longer has.
    fn compare(&self) -> Result<Vec<Compared<'_>>, Diagnostics> {
        let lock = self.lock.as_ref().and_then(|lock| lock.before.as_ref());
        let mut compared = Vec::new();
        for planned in &self.outputs {
            let before = match lock.map(|lock| lock.get(planned.shown())) {
                Some(Some(locked)) => Before::Locked(locked),
                Some(None) => Before::New,
                None => Before::Unknown,
            };
            let drifts = drift::of_output(planned, before.locked())?;
            let shown = planned.shown().to_owned();
            compared.push(Compared { shown, planned: Some(planned), before, drifts });
        }
        for former in lock.into_iter().flat_map(|lock| &lock.output) {
            let folder = manifest::plain(&self.root.join(&former.path));
            if !self.outputs.iter().any(|planned| planned.folder.starts_with(&folder)) {
                let drifts = drift::of_former_output(&folder, former)?;
                let shown = former.path.clone();
                compared.push(Compared {
                    shown,
                    planned: None,
                    before: Before::Locked(former),
                    drifts,
                });
            }
        }
        for shown in &self.exclusive {
            let folder = manifest::plain(&self.root.join(shown));
            let mut drifts = drift::beside_outputs(&folder, &self.outputs)?;
            drifts.retain(|path, _| {
                let path = format!("{shown}/{path}");
                !compared.iter().any(|compared| {
                    let within = path.strip_prefix(&format!("{}/", compared.shown));
                    within.is_some_and(|path| compared.drifts.contains_key(path))
                })
            });
            compared.push(Compared {
                shown: shown.clone(),
                planned: None,
                before: Before::Unknown,
                drifts,
            });
        }
        Ok(compared)
    }
}

fn check(
    args: &Codegen,
    job: &Job,
    compared: &[Compared<'_>],
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let has_drifted = compared.iter().any(|compared| !compared.drifts.is_empty());
    let is_lock_stale = job.lock.as_ref().is_some_and(PlannedLock::has_drifted);
    if args.quiet {
        let names: String = compared.iter().map(report::names).collect();
        terminal.print(&names)?;
        if is_lock_stale {
            terminal.say(&format!("modified: {}", lock::FILE_NAME))?;
        }
        let found = has_drifted || is_lock_stale;
        return Ok(if found { Outcome::Finding } else { Outcome::Fine });
    }
    for compared in compared {
        match (compared.drifts.is_empty(), compared.planned) {
            (false, _) => terminal.say(&report::report(compared))?,
            (true, Some(planned)) => {
                let files = counted(planned.files.len(), "file");
                terminal.say(&format!("{} is up to date ({files})", compared.shown))?;
            }
            (true, None) => {}
        }
    }
    for annotation in report::annotations(compared, &job.root, terminal) {
        terminal.say(&annotation)?;
    }
    if !has_drifted && !is_lock_stale {
        return Ok(Outcome::Fine);
    }
    if is_lock_stale && !has_drifted {
        say_why_the_lock_is_stale(compared, terminal)?;
    }
    let is_foreign = |drift: &Drift| *drift == Drift::Foreign;
    if compared.iter().flat_map(|compared| compared.drifts.values()).any(is_foreign) {
        terminal.say("move or delete what is foreign: an output has its folder to itself")?;
    }
    let is_edited = |drift: &Drift| matches!(drift, Drift::HandEdited(_));
    let undoes = compared.iter().flat_map(|compared| compared.drifts.values()).any(is_edited);
    let undoes = if undoes { "; it undoes what was edited by hand" } else { "" };
    let command = terminal.called(&command::of(args)).into_owned();
    terminal.say(&format!("run `{command}` and commit what it writes{undoes}"))?;
    Ok(Outcome::Finding)
}

/// Says what moved where every file is as it should be, and only the lock is not.
fn say_why_the_lock_is_stale(
    compared: &[Compared<'_>],
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    terminal.say(&format!("{} is out of date, although no other file is", lock::FILE_NAME))?;
    for Compared { shown, planned, before, drifts } in compared {
        for cause in planned.iter().flat_map(|planned| cause::causes(planned, *before, drifts)) {
            terminal.say(&format!("  {shown}: {cause}"))?;
        }
    }
    Ok(())
}

fn write(
    job: &Job,
    compared: &[Compared<'_>],
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let mut errors = Diagnostics::default();
    for compared in compared {
        errors.collect(refuse_foreign(compared));
    }
    for planned in &job.outputs {
        errors.collect(folder::refuse_links(&planned.folder, &job.root));
        folder::clear_leftovers(&planned.folder)?;
    }
    errors.finish(())?;
    let lock = job.lock.as_ref().filter(|lock| lock.has_drifted());
    if let Some(lock) = lock {
        refuse_foreign_lock(&lock.path)?;
    }
    let stale = compared.iter().filter(|compared| !compared.drifts.is_empty());
    let (stale, superfluous): (Vec<&Compared<'_>>, Vec<&Compared<'_>>) =
        stale.partition(|compared| compared.planned.is_some());
    // Whatever can fail for want of space or permission does so here, before anything is replaced.
    let mut staged = Vec::new();
    for Compared { planned, drifts, .. } in &stale {
        staged.extend(planned.map(|planned| folder::stage(planned, drifts)).transpose()?);
    }
    let staged_lock = lock.map(|lock| write::Staged::new(&lock.path, &lock.text)).transpose()?;
    folder::replace(&staged)?;
    for Compared { shown, drifts, .. } in superfluous {
        write::remove(&manifest::plain(&job.root.join(shown)), drifts.keys())?;
    }
    staged_lock.map(write::Staged::keep).transpose()?;
    compared.iter().try_for_each(|compared| terminal.print(&summary(compared)))?;
    Ok(Outcome::Fine)
}

/// Refuses to write where something is in the way that codegen did not write.
fn refuse_foreign(compared: &Compared<'_>) -> Result<(), Diagnostics> {
    let is_foreign =
        |(path, drift): (&'_ String, &Drift)| (*drift == Drift::Foreign).then(|| path.clone());
    let foreign: Vec<String> = compared.drifts.iter().filter_map(is_foreign).collect();
    if foreign.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = foreign.iter().map(String::as_str).collect();
    let files = listed(&names, NAMED);
    let message = format!("codegen did not write these files in {}: {files}", compared.shown);
    Err(Diagnostic::error(message)
        .help("an output has its folder to itself: move or delete them, or choose another folder")
        .into())
}

/// Refuses to replace a lock file that somebody else wrote.
fn refuse_foreign_lock(path: &Path) -> Result<(), Diagnostics> {
    match std::fs::read_to_string(path) {
        Ok(text) if !write::is_ours(&text) => {
            let message = format!("codegen did not write {}", lock::FILE_NAME);
            Err(Diagnostic::error(message).help("move or delete it").into())
        }
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(failure(format!("{} cannot be read", lock::FILE_NAME), &error))
        }
        _ => Ok(()),
    }
}

/// What is in an output now, and what of it is new.
fn summary(compared: &Compared<'_>) -> String {
    let Compared { shown, planned, drifts, .. } = compared;
    let orphans = drifts.values().filter(|drift| **drift == Drift::Orphan).count();
    let news = match (drifts.len() - orphans, orphans) {
        (0, 0) if planned.is_none() => return String::new(),
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{written} written"),
        (0, removed) => format!("{removed} removed"),
        (written, removed) => format!("{written} written, {removed} removed"),
    };
    let what = planned.map_or_else(String::new, |planned| {
        let size = planned.size;
        let lines: usize = planned.files.values().map(|text| text.lines().count()).sum();
        let omitted = match size.omitted {
            0 => String::new(),
            count => format!(" without {}", counted(count, "member")),
        };
        format!(
            "{} and {}{omitted} in {} of {}; ",
            counted(size.operations, "operation"),
            counted(size.shapes, "shape"),
            counted(lines, "line"),
            counted(planned.files.len(), "file"),
        )
    });
    let mut summary = format!("{shown}: {what}{news}\n");
    // Where everything is new, or much is, a list tells nothing.
    if drifts.len() <= NAMED {
        for (path, drift) in drifts {
            let deed = match drift {
                Drift::Missing => "added",
                Drift::Modified(_) => "changed",
                Drift::HandEdited(_) => "undid what was edited by hand in",
                Drift::Orphan | Drift::Foreign => "removed",
            };
            // Writing to a string cannot fail.
            let _ = writeln!(summary, "  {deed} {path}");
        }
    }
    summary
}
