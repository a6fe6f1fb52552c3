use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostic::{Diagnostics, Source};
use crate::json;

/// The additions that a published change page lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeDocument {
    /// The full name of the service.
    pub service: String,
    /// The date of the page, `YYYY-MM-DD`.
    pub date: String,
    /// The changed operations, in the order of the page.
    pub operations: Vec<OperationChange>,
}

/// A new or updated operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperationChange {
    /// The name of the operation.
    pub operation: String,
    /// Whether the operation is new.
    pub status: OperationStatus,
    /// The additions to its input and output; empty for a new operation.
    #[serde(default, skip_serializing_if = "MessageChanges::is_empty")]
    pub changes: MessageChanges,
}

/// Whether an operation is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OperationStatus {
    /// The operation is new.
    New,
    /// The operation existed before, and its input or output has additions.
    Updated,
}

/// The change trees of an operation's input and output.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageChanges {
    /// The additions to the input only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Value>,
    /// The additions to the output only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Value>,
    /// The additions that input and output have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub both: Option<Value>,
}

impl MessageChanges {
    /// Whether there are no additions.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl ChangeDocument {
    /// Reads a change document.
    ///
    /// # Errors
    ///
    /// Fails if the text is not a valid change document.
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        json::unique_keys(source)?;
        Ok(json::read(source, "a change document")?)
    }
}
