//! Endpoint rule sets: read, evaluated ahead of time for every region that is known, and folded into the few
//! exceptions from the usual pattern of hosts that there are.
//!
//! A rule set is a program over parameters of which a service has up to twenty. What a region, validated cryptography
//! (FIPS) and IPv6 (dual stack) make of it is a table with a few hundred cells, and nearly all of them are as usual.

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

/// Something that is wrong with a rule set, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// What is wrong.
    pub message: String,
    /// Keys and indices from the top of the rule set.
    pub path: JsonPath,
}

/// What a rule set makes of the region alone: where it is not as usual.
///
/// # Errors
///
/// Says what is no rule set, or one that farrier does not understand.
pub fn exceptions(
    rules: &Value,
    usual: HostDefaults<'_>,
) -> Result<Vec<EndpointException>, RuleError> {
    let rules = read::rule_set(rules)?;
    fold::fold(usual, &rules.regions(), |asked| evaluate::evaluate(&rules, asked))
}
