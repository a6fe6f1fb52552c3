//! The report: every change of the selected operations, with its verdicts.

mod builder;
mod causes;
mod headline;
mod hosts;
mod types;
mod unexplained;
mod wire;

use std::collections::BTreeSet;

use serde::Serialize;

use super::compare::differences;
use super::format_parity::FormatDifferences;
use super::kind::ChangeKind;
use super::pairs::Pairs;
use super::surface::{NamedSlice, Surface};
use super::verdict::{Direction, RustVerdict, WireVerdict};
use crate::change::delta;
use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::frontend::Format;
use crate::ir::Model;
use crate::selection::Selection;
use crate::slice::{Slice, slice};
pub use headline::{counted, headline, rust, wire, words};

/// The changes between two models that affect a selection of operations.
#[derive(Clone, Debug)]
pub struct Report {
    /// The full name of the service in the new model.
    pub service: String,
    /// The selected operations, including operations that only one model has.
    pub operations: Vec<String>,
    /// The changes that affect these operations, the most severe first.
    pub changes: Vec<Change>,
    /// The number of documentation edits that are left out.
    pub hidden: usize,
    /// A summary of the changes that affect other operations only.
    pub outside: Outside,
}

impl Report {
    /// Leaves out documentation edits.
    pub fn hide_documentation(&mut self) {
        let before = self.changes.len();
        self.changes.retain(|change| change.kind != ChangeKind::DocumentationChanged);
        self.hidden += before - self.changes.len();
    }
}

/// A change with its verdicts.
#[derive(Clone, Debug)]
pub struct Change {
    /// The kind of change.
    pub kind: ChangeKind,
    /// The shortest path from an operation, such as `ListBackupJobs.output.BackupJobs[].ResourceName`.
    pub path: String,
    /// The selected operations that the change affects.
    pub operations: Vec<String>,
    /// Whether the change affects requests, responses, or both.
    pub direction: Direction,
    /// The value in the old model, if there is one.
    pub old: Option<String>,
    /// The value in the new model, if there is one.
    pub new: Option<String>,
    /// The Rust items that were added, removed or changed.
    pub items: Vec<RustItem>,
    /// The effect on Rust code.
    pub rust: RustVerdict,
    /// The effect on deployed clients.
    pub wire: WireVerdict,
    /// The identity of the change across reports and selections: 12 hexadecimal digits.
    pub fingerprint: String,
}

/// A changed item of the generated Rust code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RustItem {
    /// The name of the item, such as `BackupJob::resource_name`.
    pub name: String,
    /// Whether the item was added, removed or changed.
    pub status: ItemStatus,
    /// The old name, type or value, for a changed item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The new name, type or value, for a changed item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// The status of a Rust item in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemStatus {
    /// The item is new.
    Added,
    /// The item was removed.
    Removed,
    /// The item has another name, type or value.
    Changed,
}

/// A summary of the changes outside the selected operations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outside {
    /// The added operations.
    pub operations_added: Vec<String>,
    /// The removed operations.
    pub operations_removed: Vec<String>,
    /// The number of other changes.
    pub changes: usize,
    /// The number of edited documentation texts.
    pub documentation: usize,
}

impl Outside {
    /// Whether there are no changes outside the selected operations.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The slice of a model, after the check for recursive lists and maps.
fn checked_slice(model: &Model, selected: &BTreeSet<String>) -> Result<Slice, Diagnostics> {
    let slice = slice(model, selected);
    let mut errors = Diagnostics::default();
    check::collections(&slice, &mut errors);
    errors.finish(slice)
}

/// Runs two functions in parallel, since a large service takes long.
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

/// Fails if the SDK ids of two models differ.
fn same_service(old: &Model, new: &Model) -> Result<(), Diagnostic> {
    match (&old.service.sdk_id, &new.service.sdk_id) {
        (Some(one), Some(other)) if one != other => {
            let message = format!("the models are of different services: {one} and {other}");
            Err(Diagnostic::error(message).help("compare two models of the same service"))
        }
        _ => Ok(()),
    }
}

/// Compares two models of one format for the operations of a selection.
///
/// # Errors
///
/// Fails for models of different services, unknown operations, and models that are too deep or too different.
pub fn report(old: &Model, new: &Model, selection: &Selection) -> Result<Report, Diagnostics> {
    report_across_formats((Format::Botocore, old), (Format::Botocore, new), selection)
}

/// Compares two models for the operations of a selection. Differences that only the formats cause are not reported,
/// unless they change the API of the generated code; none of them affects deployed clients.
///
/// # Errors
///
/// As for [`report`].
pub fn report_across_formats(
    (old_format, old): (Format, &Model),
    (new_format, new): (Format, &Model),
    selection: &Selection,
) -> Result<Report, Diagnostics> {
    same_service(old, new)?;
    let updated = match selection {
        Selection::Changed => delta::changes(old, new)?,
        _ => Vec::new(),
    };
    let updated = updated.into_iter().map(|change| change.operation).collect();
    let selected = selection.resolve_in_either(old, new, updated)?;
    let (before, after) = both(|| checked_slice(old, &selected), || checked_slice(new, &selected));
    let (before, after) = (before?, after?);
    let compared = || {
        let pairs = Pairs::of(old, new)?;
        let differences = differences(&pairs);
        Ok::<_, Diagnostics>((pairs, differences))
    };
    let (compared, (mut before, mut after)) =
        both(compared, || (NamedSlice::of(before), NamedSlice::of(after)));
    let (pairs, differences) = compared?;
    let surface = Surface::of(&pairs, [&mut before, &mut after]);
    let items = surface.items([&before, &after]);
    let of_formats = FormatDifferences::of([old_format, new_format], &pairs);
    let (changes, outside) =
        builder::build(&pairs, &differences, &of_formats, items, [&before, &after], &selected);
    Ok(Report {
        service: new.service.full_name.clone(),
        operations: selected.into_iter().collect(),
        changes,
        hidden: 0,
        outside,
    })
}
