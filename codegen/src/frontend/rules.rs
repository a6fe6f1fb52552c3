//! Endpoint rule sets, which both formats have in the same words: from their JSON to the exceptions that they make.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Location};
use crate::endpoints::{self, HostDefaults};
use crate::ir::Service;
use crate::json::JsonPath;

/// Gives a service what a rule set says of its endpoints. `locate` knows where the parts of that stand.
///
/// # Errors
///
/// Says where it is no rule set, or one that farrier does not understand.
pub fn apply(
    rules: &Value,
    service: &mut Service,
    locate: impl FnOnce(JsonPath) -> Location,
) -> Result<(), Diagnostic> {
    let prefix = service.endpoint_prefix.as_deref().unwrap_or_default();
    let signing_name = service.signing_name.as_deref().unwrap_or(prefix);
    let exceptions = endpoints::exceptions(rules, HostDefaults { prefix, signing_name });
    let exceptions = exceptions.map_err(|fault| {
        let message = format!("the endpoint rules cannot be used: {}", fault.message);
        Diagnostic::error(message).at(locate(fault.path))
    })?;
    service.endpoints = Some(exceptions);
    Ok(())
}
