use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostic::{Diagnostics, Source};
use crate::json;

/// The facts of a published change page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeDocument {
    /// The full name of the service.
    pub service: String,
    /// The day of the page, `YYYY-MM-DD`.
    pub date: String,
    /// What changed, in the order of the page.
    pub operations: Vec<OperationChange>,
}

/// What changed for one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperationChange {
    /// Its name.
    pub operation: String,
    /// Whether it was there before.
    pub status: Status,
    /// What it gained; empty for a new operation.
    #[serde(default, skip_serializing_if = "Changes::is_empty")]
    pub changes: Changes,
}

/// Whether an operation was there before the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It was not.
    New,
    /// It was, and its input or output gained something.
    Updated,
}

/// The trees of what an operation's input and output gained.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// The input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Value>,
    /// The output.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Value>,
    /// Input and output alike.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub both: Option<Value>,
}

impl Changes {
    /// Whether nothing was gained.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl ChangeDocument {
    /// Reads a change document.
    ///
    /// # Errors
    ///
    /// Fails if the text is not one.
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        json::unique_names(source)?;
        Ok(json::read(source, "a change document")?)
    }
}
