//! Puts everything in place, or nothing.

use farrier_codegen::Layout;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::compare::Compared;
use super::drift::{self, Drift};
use super::order::Planned;
use super::{Job, NAMED, PlannedLock, summary};
use crate::write::swap::{Swap, Swapped};
use crate::write::{self, staging::Staging};
use crate::{Outcome, Terminal, listed};

/// Writes what differs.
///
/// # Errors
///
/// Fails if something is in the way, and nothing is touched then; or if something cannot be written.
pub fn run(
    job: &Job,
    compared: &[Compared<'_>],
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    refuse(job, compared)?;
    clear_leftovers(job)?;
    let lock = job.lock.as_ref().filter(|lock| lock.drift.is_some());
    if lock.is_some() || compared.iter().any(|compared| !compared.drifts.is_empty()) {
        let put = all(job, compared, lock);
        let cleared = clear_leftovers(job);
        put.and(cleared)?;
    }
    if let Some((name, why)) =
        lock.and_then(|lock| Some((lock.name(), lock.before.as_ref().err()?)))
    {
        terminal.say(&format!("{name} is replaced: {why}"))?;
    }
    compared.iter().try_for_each(|compared| terminal.print(&summary::of(compared)))?;
    Ok(Outcome::Fine)
}

/// Refuses to write where something is in the way that codegen leaves alone.
fn refuse(job: &Job, compared: &[Compared<'_>]) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    for compared in compared {
        errors.collect(refuse_kept(compared));
    }
    errors.collect(job.staging().refuse_foreign());
    if let Some(lock) = &job.lock {
        errors.collect(refuse_lock(lock));
    }
    errors.finish(())
}

fn refuse_kept(compared: &Compared<'_>) -> Result<(), Diagnostic> {
    let name = |(path, drift): (&String, &Drift)| {
        if drift.is_without_header() {
            format!("{path} (its header is gone)")
        } else {
            path.clone()
        }
    };
    let kept: Vec<String> = compared.kept().map(name).collect();
    if kept.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = kept.iter().map(String::as_str).collect();
    let files = listed(&names, NAMED);
    let message = format!("codegen did not write these files in {}: {files}", compared.shown);
    Err(Diagnostic::error(message)
        .help("an output has its folder to itself: move or delete them, or choose another folder"))
}

/// Refuses to replace a lock file that somebody else wrote, or that cannot be written, while nothing is done yet.
fn refuse_lock(lock: &PlannedLock) -> Result<(), Diagnostics> {
    match &lock.drift {
        Some(Drift::Foreign) => {
            let message = format!("codegen did not write {}", lock.name());
            Err(Diagnostic::error(message).help("move or delete it").into())
        }
        Some(drift) if *drift != Drift::Missing => write::refuse_read_only(&lock.path),
        _ => Ok(()),
    }
}

/// Removes what killed runs left, which is all that there is to remove when a run ends.
fn clear_leftovers(job: &Job) -> Result<(), Diagnostics> {
    let folders = || job.outputs.iter().map(|planned| &planned.folder);
    folders().try_for_each(|folder| Staging::of(folder).clear([]))?;
    job.staging().clear(folders())
}

/// Makes everything apart, so that whatever can fail for want of space or permission does so before anything is
/// replaced; then replaces it.
fn all(
    job: &Job,
    compared: &[Compared<'_>],
    lock: Option<&PlannedLock>,
) -> Result<(), Diagnostics> {
    let staging = job.staging();
    staging.begin()?;
    let mut swaps: Vec<(&Compared<'_>, Option<Swap>)> = Vec::new();
    for compared in compared.iter().filter(|compared| !compared.drifts.is_empty()) {
        swaps.push((compared, stage(compared, &staging)?));
    }
    if let Some(lock) = lock {
        write::apart(&staging.path(&lock.path), &lock.text)?;
    }
    let mut swapped = Swapped::default();
    let replaced = replace(&swaps, &mut swapped).and_then(|()| match lock {
        Some(lock) => write::keep(&staging.path(&lock.path), &lock.path),
        None => Ok(()),
    });
    replaced.map_err(|errors| swapped.undo(errors))
}

/// Makes the new folder of an output. One that is to go needs none; but if anything else is in it, it stays, and only
/// its files go.
fn stage(compared: &Compared<'_>, staging: &Staging) -> Result<Option<Swap>, Diagnostics> {
    let swap = Swap { apart: staging.path(&compared.folder), place: compared.folder.clone() };
    match compared.planned {
        Some(planned) => fill(planned, &swap)?,
        None if !drift::has_only(&compared.folder, &compared.drifts)? => return Ok(None),
        None => {}
    }
    Ok(Some(swap))
}

fn fill(planned: &Planned, swap: &Swap) -> Result<(), Diagnostics> {
    for (path, text) in &planned.files {
        write::apart(&swap.apart.join(path), text)?;
    }
    let is_crate = matches!(planned.layout, Layout::Crate(_));
    write::liken(&swap.apart, &swap.place, if is_crate { &["Cargo.lock"] } else { &[] })
}

/// Puts the new folders in the place of the old ones. Where a folder cannot be exchanged, each file is replaced by
/// itself, once all else is done.
fn replace<'s>(
    swaps: &'s [(&Compared<'_>, Option<Swap>)],
    swapped: &mut Swapped<'s>,
) -> Result<(), Diagnostics> {
    let mut one_by_one = Vec::new();
    for (compared, swap) in swaps {
        let is_done = swap.as_ref().map(|swap| swapped.swap(swap)).transpose()?;
        if is_done != Some(true) {
            one_by_one.push(compared);
        }
    }
    one_by_one.into_iter().try_for_each(|compared| replace_files(compared))
}

/// Replaces each file by itself. A run that is killed meanwhile leaves some of each; the next one puts it right.
fn replace_files(compared: &Compared<'_>) -> Result<(), Diagnostics> {
    let folder = &compared.folder;
    let wanted = compared.drifts.keys().filter_map(|path| Some((path, compared.wanted(path)?)));
    let wanted: Vec<(&String, &String)> = wanted.collect();
    if !wanted.is_empty() {
        let staging = Staging::of(folder);
        staging.begin()?;
        for (path, text) in wanted {
            let file = folder.join(path);
            write::apart(&staging.path(&file), text)?;
            write::keep(&staging.path(&file), &file)?;
        }
        staging.clear([])?;
    }
    write::remove(folder, compared.superfluous())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use farrier_codegen::Layout;

    use super::replace_files;
    use crate::codegen::cause::Before;
    use crate::codegen::compare::Compared;
    use crate::codegen::drift::{Known, of_output};
    use crate::codegen::order::{Planned, Size};
    use crate::lock::Locked;
    use crate::write::file;

    const HEADER: &str = "// @generated by `cargo xtask codegen` from x. Do not edit.\n";

    fn planned(folder: &Path) -> Planned {
        let files = [("src/lib.rs", "new\n"), ("src/a/new.rs", "new\n"), ("src/same.rs", "same\n")];
        let files = files.map(|(path, text)| (path.to_owned(), format!("{HEADER}{text}")));
        Planned {
            folder: folder.to_owned(),
            layout: Layout::Crate("stables".to_owned()),
            files: files.into(),
            locked: Locked::default(),
            size: Size::default(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn where_folders_cannot_be_exchanged_files_are_replaced() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("stables");
        for (path, text) in
            [("src/lib.rs", "old\n"), ("src/same.rs", "same\n"), ("src/b/gone.rs", "x\n")]
        {
            file(&folder.join(path), &format!("{HEADER}{text}")).unwrap();
        }
        let planned = planned(&folder);
        let drifts = of_output(&planned, &Known::Nothing).unwrap();
        replace_files(&Compared {
            folder: folder.clone(),
            shown: "stables".to_owned(),
            planned: Some(&planned),
            before: Before::New,
            drifts,
        })
        .unwrap();
        assert!(of_output(&planned, &Known::Nothing).unwrap().is_empty());
        assert!(!folder.join("src/b").exists());
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    }
}
