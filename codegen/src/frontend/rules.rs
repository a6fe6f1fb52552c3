//! Endpoint rule sets, which have the same JSON form in both formats.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Location};
use crate::endpoints::{self, HostDefaults};
use crate::ir::Service;
use crate::json::JsonPath;

/// Sets the endpoint exceptions of a service from a rule set. `locate` turns a path in the rule set into a location.
///
/// # Errors
///
/// Fails if the value is not a rule set, or uses unsupported rules.
pub fn apply(
    rules: &Value,
    service: &mut Service,
    locate: impl FnOnce(JsonPath) -> Location,
) -> Result<(), Diagnostic> {
    let prefix = service.endpoint_prefix.as_deref().unwrap_or_default();
    let signing_name = service.signing_name.as_deref().unwrap_or(prefix);
    let exceptions = endpoints::exceptions(rules, HostDefaults { prefix, signing_name });
    let exceptions = exceptions.map_err(|fault| {
        let message = format!("invalid endpoint rules: {}", fault.message);
        Diagnostic::error(message).at(locate(fault.path))
    })?;
    service.endpoints = Some(exceptions);
    Ok(())
}
