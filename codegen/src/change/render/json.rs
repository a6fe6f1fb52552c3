//! Renders a report, or the change trees of the published page, as JSON.

use serde::Serialize;
use serde_json::{Value, json as value};

use crate::change::document::{MessageChanges, OperationChange, OperationStatus};
use crate::change::report::{Outside, Report, RustItem};
use crate::change::verdict::Direction;
use crate::change::verdict::{RustVerdict, WireVerdict};

/// The JSON Schema of the result of [`json`].
pub const SCHEMA: &str = include_str!("../../../schema/changes.schema.json");

/// The version of the format, which increases with every incompatible change.
const VERSION: u32 = 2;

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    service: &'r str,
    headline: String,
    rust: RustVerdict,
    wire: WireVerdict,
    operations: &'r [String],
    changes: Vec<Entry<'r>>,
    /// Part of the schema. No report has notes today.
    notes: [&'static str; 0],
    hidden_documentation_edits: usize,
    outside: &'r Outside,
}

#[derive(Serialize)]
struct Entry<'r> {
    kind: &'static str,
    path: &'r str,
    operations: &'r [String],
    direction: Direction,
    old: &'r Option<String>,
    new: &'r Option<String>,
    items: &'r [RustItem],
    rust: RustVerdict,
    wire: WireVerdict,
    note: &'static str,
    fingerprint: &'r str,
}

/// Renders a report as JSON that conforms to [`SCHEMA`].
pub fn json(report: &Report) -> Value {
    let changes = report.changes.iter().map(|change| Entry {
        kind: change.kind.id(),
        path: &change.path,
        operations: &change.operations,
        direction: change.direction,
        old: &change.old,
        new: &change.new,
        items: &change.items,
        rust: change.rust,
        wire: change.wire,
        note: change.kind.note(change.rust, change.wire),
        fingerprint: &change.fingerprint,
    });
    value!(Document {
        version: VERSION,
        service: &report.service,
        headline: report.headline(),
        rust: report.rust(),
        wire: report.wire(),
        operations: &report.operations,
        changes: changes.collect(),
        notes: [],
        hidden_documentation_edits: report.hidden,
        outside: &report.outside,
    })
}

/// Renders change trees as JSON, each with its operation. The tree of a new operation is empty.
pub fn tree(changes: &[OperationChange]) -> Value {
    #[derive(Serialize)]
    struct Entry<'c> {
        operation: &'c str,
        status: OperationStatus,
        changes: &'c MessageChanges,
    }
    let entries = changes.iter().map(|change| Entry {
        operation: &change.operation,
        status: change.status,
        changes: &change.changes,
    });
    value!(entries.collect::<Vec<_>>())
}
