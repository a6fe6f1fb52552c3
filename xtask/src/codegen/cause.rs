//! What moved since codegen last ran: the model, the manifest, the generator, or somebody's hand.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Compared;
use super::drift::{Drift, Drifts};
use crate::lock::Locked;
use crate::{counted, listed};

/// How many files a cause names.
const NAMED: usize = 5;

/// What is known of an output as it was when codegen last ran.
#[derive(Clone, Copy, Debug)]
pub enum Before<'l> {
    /// What the lock says of it.
    Locked(&'l Locked),
    /// The lock does not have it.
    New,
    /// There is no lock that can be read, for this reason.
    Unknown(&'l str),
    /// It is none, but what is beside outputs.
    Beside,
}

impl<'l> Before<'l> {
    /// What the lock says, if it says anything.
    pub fn locked(self) -> Option<&'l Locked> {
        match self {
            Self::Locked(locked) => Some(locked),
            Self::New | Self::Unknown(_) | Self::Beside => None,
        }
    }
}

/// What moved, a line for each.
pub fn causes(compared: &Compared<'_>) -> Vec<String> {
    match (compared.planned, compared.before) {
        (_, Before::Unknown(why)) => vec![format!("what moved cannot be told: {why}")],
        (_, Before::New) => vec!["the manifest moved: this output is new".to_owned()],
        (_, Before::Beside) => hands(&compared.drifts, &Locked::default(), &Locked::default()),
        (None, Before::Locked(before)) => {
            let mut causes = vec!["the manifest moved: it no longer has this output".to_owned()];
            causes.extend(hands(&compared.drifts, &Locked::default(), before));
            causes
        }
        (Some(planned), Before::Locked(before)) => since(before, &planned.locked, &compared.drifts),
    }
}

/// What moved since the lock was written.
fn since(before: &Locked, now: &Locked, drifts: &Drifts) -> Vec<String> {
    let mut causes = Vec::new();
    let models = moved(&before.inputs, &now.inputs);
    let is_model_moved = !models.is_empty();
    if is_model_moved {
        let models: Vec<&str> = models.into_iter().collect();
        causes.push(format!("the model moved: {}", listed(&models, NAMED)));
    }
    let is_manifest_moved = before.manifest != now.manifest;
    if is_manifest_moved {
        causes.push("the manifest moved: what it says of this output".to_owned());
    }
    if before.generator != now.generator {
        causes.push(format!(
            "the generator moved: from output version {} to {}",
            before.generator, now.generator
        ));
    } else if !is_model_moved && !is_manifest_moved && before.files != now.files {
        // A generator that moved leaves files behind that are as the lock says. If none is, it is the lock that moved.
        let is_behind = |path: &str| drifts.contains_key(path);
        let is_generator = moved(&before.files, &now.files).into_iter().any(is_behind);
        causes.push(if is_generator {
            "the generator moved".to_owned()
        } else {
            "the lock file was edited by hand, or is not from the same commit as the files"
                .to_owned()
        });
    }
    causes.extend(hands(drifts, now, before));
    causes
}

/// The paths whose digest is not what it was.
fn moved<'d>(
    before: &'d BTreeMap<String, String>,
    now: &'d BTreeMap<String, String>,
) -> BTreeSet<&'d str> {
    let paths = before.keys().chain(now.keys());
    paths.filter(|path| before.get(*path) != now.get(*path)).map(String::as_str).collect()
}

/// What was done by hand.
fn hands(drifts: &Drifts, now: &Locked, before: &Locked) -> Vec<String> {
    let count = |is: &dyn Fn(&str, &Drift) -> bool| {
        drifts.iter().filter(|(path, drift)| is(path, drift)).count()
    };
    let is_known = |path: &str| before.files.contains_key(path);
    let edited = count(&|path, drift| matches!(drift, Drift::HandEdited(_)) && is_known(path));
    let removed = count(&|path, drift| {
        *drift == Drift::Missing && is_known(path) && before.files.get(path) == now.files.get(path)
    });
    let added = count(&|path, drift| match drift {
        Drift::Foreign => true,
        Drift::HandEdited(_) => !is_known(path),
        _ => false,
    });
    let deeds = [("edited", edited), ("removed", removed), ("added", added)];
    let deeds = deeds.into_iter().filter(|(_, count)| *count > 0);
    deeds.map(|(deed, count)| format!("{deed} by hand: {}", counted(count, "file"))).collect()
}
