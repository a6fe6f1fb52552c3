//! Endpoint rule sets: read, evaluated ahead of time for every known region, and folded into exceptions to the default
//! host pattern.
//!
//! A rule set is a program with up to twenty parameters. For the three parameters region, FIPS and dual stack (IPv6),
//! the results form a table of a few hundred cells, mostly with the default host.

mod cases;
mod evaluate;
mod fold;
mod functions;
mod known;
#[path = "../runtime/partition.rs"]
#[cfg_attr(
    test,
    expect(clippy::duplicate_mod, reason = "the runtime is compiled for its tests alone")
)]
mod partition;
mod read;
mod rules;
mod table;
mod template;
#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::ir::EndpointException;
use crate::json::JsonPath;

pub use cases::{EndpointCase, EndpointCases};
pub use table::{EndpointTable, HostDefaults, ResolvedEndpoint};

/// An error in a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// The message.
    pub message: String,
    /// The path of the faulty part in the rule set.
    pub path: JsonPath,
}

/// The exceptions to the default host pattern that a rule set makes.
///
/// # Errors
///
/// Fails if the value is not a rule set, or uses unsupported rules.
pub fn exceptions(
    rules: &Value,
    defaults: HostDefaults<'_>,
) -> Result<Vec<EndpointException>, RuleError> {
    let rules = read::rule_set(rules)?;
    fold::fold(defaults, &rules.regions(), |params| evaluate::evaluate(&rules, params))
}
