//! Replaces the old files with the generated ones: all of them, or none.

use std::path::Path;

use farrier_codegen::Layout;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::compare::Comparison;
use super::drift::{self, Drift};
use super::plan::PlannedOutput;
use super::{Inputs, Job, MAX_NAMES, PlannedLock, summary};
use crate::write::journal::{Journal, Replaced};
use crate::write::restore::KeptFile;
use crate::write::swap::{Swap, Swaps};
use crate::write::{self, staging::Staging};
use crate::{Outcome, Terminal, join_names, slashes};

/// Writes the files that differ, and prints a summary.
///
/// # Errors
///
/// Fails if a foreign file is in the way, before any file is changed; or if a file cannot be written.
pub fn run(
    job: &Job,
    comparisons: &[Comparison<'_>],
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    refuse_foreign(job, comparisons)?;
    let mut kept = remove_staging(job)?;
    let lock = job.lock.as_ref().filter(|lock| lock.drift.is_some());
    let has_drift = comparisons.iter().any(|comparison| !comparison.drifts.is_empty());
    if lock.is_some() || has_drift || !job.inputs.edits.is_empty() {
        let installed = install(job, comparisons, lock);
        let removed = remove_staging(job);
        installed?;
        kept.extend(removed?);
    }
    for file in &kept {
        terminal.print_progress(&kept_note(file, &job.home));
    }
    if let Some((name, error)) = lock.and_then(|lock| Some((lock.name(), lock.read_error()?))) {
        let reason = error.strip_prefix("cannot be read: ").unwrap_or(error);
        terminal.print_line(&format!("replaced the unreadable {name} ({reason})"))?;
    }
    comparisons.iter().try_for_each(|comparison| terminal.print(&summary::summary(comparison)))?;
    Ok(Outcome::Fine)
}

/// Prints the summary of a run that writes nothing.
///
/// # Errors
///
/// Fails if a foreign file is in the way.
pub fn trial(
    job: &Job,
    comparisons: &[Comparison<'_>],
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    refuse_foreign(job, comparisons)?;
    comparisons.iter().try_for_each(|comparison| terminal.print(&summary::summary(comparison)))?;
    Ok(Outcome::Fine)
}

/// Refuses to replace files that codegen did not write.
fn refuse_foreign(job: &Job, comparisons: &[Comparison<'_>]) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    for comparison in comparisons {
        errors.collect(refuse_foreign_files(comparison));
    }
    errors.collect(job.staging().refuse_foreign());
    if let Some(lock) = &job.lock {
        errors.collect(refuse_foreign_lock(lock));
    }
    errors.finish(())
}

fn refuse_foreign_files(comparison: &Comparison<'_>) -> Result<(), Diagnostic> {
    let name = |(path, drift): (&String, &Drift)| {
        if drift.has_lost_header() { format!("{path} (without header)") } else { path.clone() }
    };
    let files: Vec<String> = comparison.kept_files().map(name).collect();
    if files.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let names = join_names(&names, MAX_NAMES);
    let message = format!("`{}` has files that codegen did not write: {names}", comparison.shown);
    Err(Diagnostic::error(message)
        .help("move or delete the files, or choose a folder of its own for the output"))
}

/// Refuses to replace a foreign or read-only lock file.
fn refuse_foreign_lock(lock: &PlannedLock) -> Result<(), Diagnostics> {
    match &lock.drift {
        Some(Drift::Foreign) => {
            let name = lock.name();
            let (message, help) = if lock.is_link() {
                (format!("`{name}` is a symbolic link"), "replace the link with a file")
            } else {
                (format!("codegen does not recognize `{name}`"), "move or delete the file")
            };
            Err(Diagnostic::error(message).help(help).into())
        }
        Some(drift) if *drift != Drift::Missing => write::refuse_read_only(&lock.path),
        _ => Ok(()),
    }
}

/// Removes the staging folders of this run and of interrupted runs. Returns files that codegen did not write.
fn remove_staging(job: &Job) -> Result<Vec<KeptFile>, Diagnostics> {
    let outputs = job.outputs.iter().map(|planned| Staging::of(&planned.folder));
    let mut kept = Vec::new();
    for staging in outputs.chain([job.staging()]) {
        kept.extend(staging.remove()?);
    }
    Ok(kept)
}

/// A note about a file that was created in an output while codegen replaced the output.
fn kept_note(file: &KeptFile, home: &Path) -> String {
    let shown = |path: &Path| slashes(path.strip_prefix(home).unwrap_or(path));
    let original = shown(&file.original);
    if file.path == file.original {
        format!("kept `{original}`, which codegen did not write")
    } else {
        let path = shown(&file.path);
        format!("kept `{original}`, which codegen did not write, as `{path}`")
    }
}

/// Writes all files to the staging folder, and then moves them into place.
///
/// An error for lack of disk space or permission occurs in the first step, before any file is replaced.
fn install(
    job: &Job,
    comparisons: &[Comparison<'_>],
    lock: Option<&PlannedLock>,
) -> Result<(), Diagnostics> {
    let staging = job.staging();
    staging.create()?;
    let journal = stage_inputs(job, &staging)?;
    let mut staged: Vec<(&Comparison<'_>, Option<Swap>)> = Vec::new();
    for comparison in comparisons.iter().filter(|comparison| !comparison.drifts.is_empty()) {
        staged.push((comparison, stage(comparison, &staging)?));
    }
    if let Some(lock) = lock {
        staging.write(&lock.path, &lock.text)?;
    }
    let (mut swaps, mut inputs) = (Swaps::default(), Replaced::default());
    let mut replace = || {
        if let Some(journal) = &journal {
            journal.write(&staging)?;
            journal.apply(&staging, &mut inputs)?;
        }
        replace_folders(&staged, &mut swaps)?;
        if let Some(lock) = lock {
            write::move_file(&staging.path(&lock.path), &lock.path)?;
        }
        if journal.is_some() { staging.retire_journal() } else { Ok(()) }
    };
    let replaced = replace();
    replaced.map_err(|errors| inputs.undo(&staging, swaps.undo(errors)))
}

/// Stages the edited inputs of a job, if there are any.
fn stage_inputs(job: &Job, staging: &Staging) -> Result<Option<Journal>, Diagnostics> {
    let Inputs { edits, command, accept_reordered } = &job.inputs;
    if edits.is_empty() {
        return Ok(None);
    }
    Journal::stage(edits, command, *accept_reordered, staging).map(Some)
}

/// Stages the new folder of an output, or the removal of a dropped output.
///
/// Returns `None` if only some files of the folder can be removed, because other files are in it.
fn stage(comparison: &Comparison<'_>, staging: &Staging) -> Result<Option<Swap>, Diagnostics> {
    let (folder, drifts) = (&comparison.folder, &comparison.drifts);
    let swap = Swap { staged: staging.path(folder), target: folder.clone() };
    match comparison.planned {
        Some(planned) => stage_output(planned, &swap, staging)?,
        None if !drift::has_only(folder, drifts)? => return Ok(None),
        None => {}
    }
    Ok(Some(swap))
}

fn stage_output(
    planned: &PlannedOutput,
    swap: &Swap,
    staging: &Staging,
) -> Result<(), Diagnostics> {
    for (path, text) in &planned.files {
        staging.write(&planned.folder.join(path), text)?;
    }
    let is_crate = matches!(planned.layout, Layout::Crate(_));
    let files: &[&str] = if is_crate { &["Cargo.lock"] } else { &[] };
    write::copy_metadata(&swap.target, &swap.staged, files)
}

/// Replaces the old folders with the new ones. Folders that cannot be swapped follow at the end, file by file.
fn replace_folders<'s>(
    staged: &'s [(&Comparison<'_>, Option<Swap>)],
    swaps: &mut Swaps<'s>,
) -> Result<(), Diagnostics> {
    let mut not_swapped = Vec::new();
    for (comparison, swap) in staged {
        let is_swapped = swap.as_ref().map(|swap| swaps.swap(swap)).transpose()?;
        if is_swapped != Some(true) {
            not_swapped.push(comparison);
        }
    }
    not_swapped.into_iter().try_for_each(|comparison| replace_files(comparison))
}

/// Replaces the files of a folder one by one. After an interruption, the folder has old and new files until the next
/// run.
fn replace_files(comparison: &Comparison<'_>) -> Result<(), Diagnostics> {
    let folder = &comparison.folder;
    let paths = comparison.drifts.keys();
    let expected: Vec<(&String, &String)> =
        paths.filter_map(|path| Some((path, comparison.expected(path)?))).collect();
    if !expected.is_empty() {
        let staging = Staging::of(folder);
        staging.create()?;
        for (path, text) in expected {
            let file = folder.join(path);
            staging.write(&file, text)?;
            write::move_file(&staging.path(&file), &file)?;
        }
        staging.remove()?;
    }
    write::remove_files(folder, comparison.extra_files())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use farrier_codegen::Layout;

    use super::replace_files;
    use crate::codegen::cause::Previous;
    use crate::codegen::compare::Comparison;
    use crate::codegen::drift::{WrittenFiles, output_drift};
    use crate::codegen::plan::{PlannedOutput, Size};
    use crate::lock::LockedOutput;
    use crate::write::file;

    const HEADER: &str = "// @generated by `cargo xtask codegen` from x. Do not edit.\n";

    fn planned(folder: &Path) -> PlannedOutput {
        let files = [("src/lib.rs", "new\n"), ("src/a/new.rs", "new\n"), ("src/same.rs", "same\n")];
        let files = files.map(|(path, text)| (path.to_owned(), format!("{HEADER}{text}")));
        PlannedOutput {
            folder: folder.to_owned(),
            layout: Layout::Crate("stables".to_owned()),
            files: files.into(),
            locked: LockedOutput::default(),
            size: Size::default(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn replaces_files_one_by_one() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("stables");
        for (path, text) in
            [("src/lib.rs", "old\n"), ("src/same.rs", "same\n"), ("src/b/gone.rs", "x\n")]
        {
            file(&folder.join(path), &format!("{HEADER}{text}")).unwrap();
        }
        let planned = planned(&folder);
        let drifts = output_drift(&planned, &WrittenFiles::Unknown).unwrap();
        replace_files(&Comparison {
            folder: folder.clone(),
            shown: "stables".to_owned(),
            planned: Some(&planned),
            previous: Previous::New,
            drifts,
        })
        .unwrap();
        assert!(output_drift(&planned, &WrittenFiles::Unknown).unwrap().is_empty());
        assert!(!folder.join("src/b").exists());
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    }
}
