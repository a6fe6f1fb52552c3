//! What the difference of two models means for a slice: every change with its verdicts.

mod causes;
mod headline;
mod judge;
mod types;
mod unexplained;

use std::collections::BTreeSet;

use serde::Serialize;

use super::compare::differences;
use super::kind::Kind;
use super::pairs::Pairs;
use super::surface::{Side, Surface};
use super::verdict::{Direction, Rust, Wire};
use crate::change::delta;
use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::Model;
use crate::selection::Selection;
use crate::slice::{Slice, slice};
pub use headline::counted;

/// Everything that changed for the operations that somebody calls.
#[derive(Clone, Debug)]
pub struct Report {
    /// The full name of the service, by the new model.
    pub service: String,
    /// The operations that were asked for, those that only one of the models has included.
    pub operations: Vec<String>,
    /// What changed for them, the gravest first.
    pub changes: Vec<Change>,
    /// What a reader must know of all of it.
    pub notes: Vec<String>,
    /// How many edits of their documentation are left out.
    pub hidden: usize,
    /// What changed besides.
    pub outside: Outside,
}

impl Report {
    /// Leaves out edits of documentation.
    pub fn hide_documentation(&mut self) {
        let before = self.changes.len();
        self.changes.retain(|change| change.kind != Kind::DocumentationChanged);
        self.hidden += before - self.changes.len();
    }
}

/// A change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// Where it is: the shortest way from an operation, such as `ListBackupJobs.output.BackupJobs[].ResourceName`.
    pub path: String,
    /// The operations that it reaches, of those that were asked for.
    pub operations: Vec<String>,
    /// Whether it is in requests, replies, or both.
    pub direction: Direction,
    /// What the old model says; nothing if it does not say anything.
    pub old: Option<String>,
    /// What the new model says.
    pub new: Option<String>,
    /// The Rust items that are not as they were, by their generated names.
    pub items: Vec<Item>,
    /// What it means for Rust code.
    pub rust: Rust,
    /// What it means for code that was generated before.
    pub wire: Wire,
    /// What the change is known by from one report to the next, whatever slice it is told for: 12 hexadecimal digits.
    pub fingerprint: String,
}

/// A Rust item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Item {
    /// Its name, such as `BackupJob::resource_name`.
    pub name: String,
    /// Whether it was there before.
    pub status: ItemStatus,
    /// What it was, where it is another thing now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// What became of a Rust item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemStatus {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another one.
    Changed,
}

/// What changed beside the operations that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outside {
    /// New operations, which may be asked for now.
    pub operations_added: Vec<String>,
    /// Operations that are gone.
    pub operations_removed: Vec<String>,
    /// How many other changes there are.
    pub changes: usize,
    /// How many texts were edited.
    pub documentation: usize,
}

impl Outside {
    /// Whether nothing changed there.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The slice of a model, in which the types of lists and maps have an end.
fn checked_slice(model: &Model, wanted: &BTreeSet<String>) -> Result<Slice, Diagnostics> {
    let slice = slice(model, wanted);
    let mut errors = Diagnostics::default();
    check::collections(&slice, &mut errors);
    errors.finish(slice)
}

/// Two pieces of work at once: on a large service, a person waits for them.
fn both<T: Send, U>(one: impl FnOnce() -> T + Send, other: impl FnOnce() -> U) -> (T, U) {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        match one.join() {
            Ok(one) => (one, other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Says which of two models cannot be generated, where what is said of Rust is what it would be.
fn notes(old: &Model, new: &Model) -> Vec<String> {
    let protocols = |model: &Model| {
        let protocol = &model.service.protocol;
        (!protocol.is_generated()).then(|| format!("`{}`", protocol.name()))
    };
    let said = match (protocols(old), protocols(new)) {
        (None, None) => return Vec::new(),
        (Some(old), Some(new)) if old == new => format!("both models speak {new}"),
        (Some(old), Some(new)) => format!("the models speak {old} and {new}"),
        (Some(old), None) => format!("the old model speaks {old}"),
        (None, Some(new)) => format!("the new model speaks {new}"),
    };
    vec![format!(
        "{said}, which farrier does not generate: what is said of Rust is what it would be"
    )]
}

/// Fails if two models are of different services, as their SDKs know them.
fn same_service(old: &Model, new: &Model) -> Result<(), Diagnostic> {
    match (&old.service.sdk_id, &new.service.sdk_id) {
        (Some(one), Some(other)) if one != other => {
            let message = format!("the models are of different services: {one} and {other}");
            Err(Diagnostic::error(message)
                .help("a change is from one model of a service to another"))
        }
        _ => Ok(()),
    }
}

/// Compares two models for the operations of a selection.
///
/// # Errors
///
/// Models of different services, operations that neither has, and models that are too deep or too different to be
/// compared.
pub fn report(old: &Model, new: &Model, selection: &Selection) -> Result<Report, Diagnostics> {
    same_service(old, new)?;
    let gained = match selection {
        Selection::Changed => delta::changes(old, new)?,
        _ => Vec::new(),
    };
    let gained = gained.into_iter().map(|change| change.operation).collect();
    let wanted = selection.of_either(old, new, gained)?;
    let (before, after) = both(|| checked_slice(old, &wanted), || checked_slice(new, &wanted));
    let (before, after) = (before?, after?);
    let compared = || {
        let pairs = Pairs::of(old, new)?;
        let differences = differences(&pairs);
        Ok::<_, Diagnostics>((pairs, differences))
    };
    let (compared, (mut before, mut after)) =
        both(compared, || (Side::of(before), Side::of(after)));
    let (pairs, differences) = compared?;
    let surface = Surface::of(&pairs, [&mut before, &mut after]);
    let items = surface.items([&before, &after]);
    let (changes, outside) = judge::judge(&pairs, &differences, items, [&before, &after], &wanted);
    Ok(Report {
        service: new.service.full_name.clone(),
        operations: wanted.into_iter().collect(),
        changes,
        notes: notes(old, new),
        hidden: 0,
        outside,
    })
}
