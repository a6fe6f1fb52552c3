//! Endpoint rule sets, which both formats have in the same words: from their JSON to the exceptions that they make.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Location};
use crate::endpoints::{self, Usual};
use crate::ir::{Service, Trait};
use crate::json::Path;

/// Gives a service what a rule set says of its endpoints. `locate` knows where the parts of that stand.
///
/// # Errors
///
/// Says where it is no rule set, or one that farrier does not understand.
pub fn apply(
    rules: &Value,
    service: &mut Service,
    locate: impl FnOnce(Path) -> Location,
) -> Result<(), Diagnostic> {
    let prefix = service.traits.get(Trait::EndpointPrefix).unwrap_or_default();
    let signing_name = service.traits.get(Trait::SigningName).unwrap_or(prefix);
    let exceptions = endpoints::exceptions(rules, Usual { prefix, signing_name });
    let exceptions = exceptions.map_err(|fault| {
        let message = format!("the endpoint rules cannot be used: {}", fault.message);
        Diagnostic::error(message).at(locate(fault.path))
    })?;
    service.endpoints = Some(exceptions);
    Ok(())
}
