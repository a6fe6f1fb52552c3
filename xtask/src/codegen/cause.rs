//! The causes of drift: a changed model, manifest or generator, or manual edits.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Comparison;
use super::drift::{Drift, Drifts};
use crate::lock::LockedOutput;
use crate::{join_names, pluralize};

/// The maximum number of model files that a cause names.
const MAX_NAMES: usize = 5;

/// An output at the end of the previous run.
#[derive(Clone, Copy, Debug)]
pub enum Previous<'l> {
    /// Its entry in the lock file.
    Locked(&'l LockedOutput),
    /// The lock file has no entry: the output is new.
    New,
    /// The reason why there is no readable lock file.
    Unknown(&'l str),
    /// The folder is not an output, but an `exclusive` folder around outputs.
    Exclusive,
}

impl<'l> Previous<'l> {
    /// The entry in the lock file, if there is one.
    pub fn locked(self) -> Option<&'l LockedOutput> {
        match self {
            Self::Locked(locked) => Some(locked),
            Self::New | Self::Unknown(_) | Self::Exclusive => None,
        }
    }
}

/// The causes of the drift in one folder, one line each.
pub fn causes(comparison: &Comparison<'_>) -> Vec<String> {
    let drifts = &comparison.drifts;
    let nothing = LockedOutput::default();
    match (comparison.planned, comparison.previous) {
        (_, Previous::Unknown(reason)) => vec![format!("the cause is unknown: {reason}")],
        (_, Previous::New) => vec!["the manifest changed: this output is new".to_owned()],
        (_, Previous::Exclusive) => manual_changes(drifts, &nothing, &nothing),
        (None, Previous::Locked(old)) => {
            let mut causes =
                vec!["the manifest changed: this output is no longer listed".to_owned()];
            causes.extend(manual_changes(drifts, old, &nothing));
            causes
        }
        (Some(planned), Previous::Locked(old)) => causes_since(old, &planned.locked, drifts),
    }
}

/// The causes in an output that is in the lock file and in the manifest.
fn causes_since(old: &LockedOutput, new: &LockedOutput, drifts: &Drifts) -> Vec<String> {
    let mut causes = Vec::new();
    let models: Vec<&str> = changed_paths(&old.inputs, &new.inputs).into_iter().collect();
    let has_new_model = !models.is_empty();
    if has_new_model {
        causes.push(format!("the model changed: {}", join_names(&models, MAX_NAMES)));
    }
    let has_new_manifest = old.manifest != new.manifest;
    if has_new_manifest {
        causes.push("the manifest changed: the entry of this output".to_owned());
    }
    if old.generator != new.generator {
        causes.push(format!(
            "the generator changed: from output version {} to {}",
            old.generator, new.generator
        ));
    } else if !has_new_model && !has_new_manifest && old.files != new.files {
        // After a change of the generator, the old files still match the lock file, and drift from the new output.
        // Without such a file, the lock file itself was changed.
        let is_generator =
            changed_paths(&old.files, &new.files).into_iter().any(|path| drifts.contains_key(path));
        causes.push(if is_generator {
            "the generator changed".to_owned()
        } else {
            "the lock file was edited by hand, or the lock file and the files are from different commits".to_owned()
        });
    }
    causes.extend(manual_changes(drifts, old, new));
    causes
}

/// The paths whose digests differ.
fn changed_paths<'d>(
    old: &'d BTreeMap<String, String>,
    new: &'d BTreeMap<String, String>,
) -> BTreeSet<&'d str> {
    let paths = old.keys().chain(new.keys());
    paths.filter(|path| old.get(*path) != new.get(*path)).map(String::as_str).collect()
}

/// The number of files that were edited, removed and added by hand.
fn manual_changes(drifts: &Drifts, old: &LockedOutput, new: &LockedOutput) -> Vec<String> {
    let count = |is_counted: &dyn Fn(&str, &Drift) -> bool| {
        drifts.iter().filter(|(path, drift)| is_counted(path, drift)).count()
    };
    let is_old = |path: &str| old.files.contains_key(path);
    let edited = count(&|path, drift| matches!(drift, Drift::HandEdited(_)) && is_old(path));
    let removed = count(&|path, drift| {
        *drift == Drift::Missing && is_old(path) && old.files.get(path) == new.files.get(path)
    });
    let added = count(&|path, drift| match drift {
        Drift::Foreign => true,
        Drift::HandEdited(_) => !is_old(path),
        _ => false,
    });
    let counts = [("edited", edited), ("removed", removed), ("added", added)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    counts.map(|(verb, count)| format!("{verb} by hand: {}", pluralize(count, "file"))).collect()
}
