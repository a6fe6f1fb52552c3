//! What moved since codegen last ran: the model, the manifest, the generator, or somebody's hand.

use std::collections::{BTreeMap, BTreeSet};

use super::drift::{Drift, Drifts};
use super::order::Planned;
use crate::lock::{FILE_NAME, Locked};
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
    /// There is no lock, or none that can be read.
    Unknown,
}

impl<'l> Before<'l> {
    /// What the lock says, if it says anything.
    pub fn locked(self) -> Option<&'l Locked> {
        match self {
            Self::Locked(locked) => Some(locked),
            Self::New | Self::Unknown => None,
        }
    }
}

/// What moved, a line for each.
pub fn causes(planned: &Planned, before: Before<'_>, drifts: &Drifts) -> Vec<String> {
    let now = &planned.locked;
    let before = match before {
        Before::Locked(before) => before,
        Before::New => return vec!["the manifest moved: this output is new".to_owned()],
        Before::Unknown => {
            return vec![format!("there is no {FILE_NAME} to tell what moved")];
        }
    };
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
        // Nothing else is left, whatever its version says.
        causes.push("the generator moved".to_owned());
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
    let edited = count(&|_, drift| matches!(drift, Drift::HandEdited(_)));
    let removed = count(&|path, drift| {
        *drift == Drift::Missing
            && before.files.contains_key(path)
            && before.files.get(path) == now.files.get(path)
    });
    let added = count(&|path, drift| match drift {
        Drift::Foreign => true,
        Drift::Orphan => !before.files.contains_key(path),
        _ => false,
    });
    let deeds = [("edited", edited), ("removed", removed), ("added", added)];
    let deeds = deeds.into_iter().filter(|(_, count)| *count > 0);
    deeds.map(|(deed, count)| format!("{deed} by hand: {}", counted(count, "file"))).collect()
}
