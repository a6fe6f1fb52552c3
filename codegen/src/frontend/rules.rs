//! Endpoint rule sets, which have the same JSON form in both formats.

use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Location};
use crate::endpoints;
use crate::ir::{EndpointArgument, Model};
use crate::json::JsonPath;

/// A constant value of `staticContextParams`.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub enum StaticParam {
    Boolean(bool),
    Text(String),
    Texts(Vec<String>),
}

impl StaticParam {
    pub fn argument(self) -> EndpointArgument {
        match self {
            Self::Boolean(value) => EndpointArgument::Boolean(value),
            Self::Text(text) => EndpointArgument::Text(text),
            Self::Texts(texts) => EndpointArgument::Texts(texts),
        }
    }
}

/// Sets the endpoints of a service and its operations from a rule set. `locate` turns a path in the rule set into a
/// location.
///
/// # Errors
///
/// Fails if the value is not a rule set, uses unsupported rules, or takes too many steps.
pub fn apply(
    rules: &Value,
    model: &mut Model,
    locate: impl FnOnce(JsonPath) -> Location,
) -> Result<(), Diagnostic> {
    endpoints::apply(rules, model).map_err(|fault| {
        let message = format!("invalid endpoint rules: {}", fault.message);
        let error = Diagnostic::error(message).at(locate(fault.path));
        fault.help.into_iter().fold(error, Diagnostic::help)
    })
}
