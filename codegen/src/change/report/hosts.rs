//! The effect of changed endpoints on deployed clients.

use std::collections::BTreeSet;

use crate::change::verdict::WireVerdict;
use crate::endpoints::{EndpointCall, REGIONS, resolve_call};
use crate::ir::{Auth, EndpointChoice, Model, Operation};

/// The wire verdict of a changed endpoint or signing name. It breaks deployed clients if a call goes to another host in a
/// known region, or has another region or service in its signature.
///
/// It is compatible if only FIPS, dual stack, ARNs or account IDs lead to another host: few clients use them.
pub fn verdict(models: [&Model; 2], operations: &BTreeSet<String>) -> WireVerdict {
    let mut verdict = WireVerdict::None;
    let mut compared: Vec<[&Operation; 2]> = Vec::new();
    for name in operations {
        let [Some(old), Some(new)] = models.map(|model| model.operations.get(name)) else {
            continue;
        };
        let is_compared = compared.iter().any(|[before, after]| {
            before.endpoint == old.endpoint
                && after.endpoint == new.endpoint
                && before.auth == old.auth
        });
        if !is_compared {
            compared.push([old, new]);
            verdict = verdict.max(of_operation(models, [old, new]));
        }
    }
    verdict
}

fn of_operation(models: [&Model; 2], operations: [&Operation; 2]) -> WireVerdict {
    let [old, new] = operations;
    let is_signed = models[0].auth(old) != &Auth::Unsigned;
    let resolved = |model, operation, region: &str, fips, dual_stack| {
        let region = region.to_owned();
        let call = EndpointCall { region, fips, dual_stack, ..EndpointCall::default() };
        let endpoint = resolve_call(model, Some(operation), &call)?;
        let signature = is_signed.then_some((endpoint.signing_region, endpoint.signing_name));
        Some((endpoint.url, signature))
    };
    let depends = |operation: &Operation| {
        let choice = operation.endpoint.as_ref().map(|endpoint| &endpoint.choice);
        choice.is_some_and(|choice| !matches!(choice, EndpointChoice::Table { label: None, .. }))
    };
    let mut verdict = WireVerdict::None;
    if old.endpoint != new.endpoint && (depends(old) || depends(new)) {
        verdict = WireVerdict::Compatible;
    }
    for region in REGIONS.iter().flat_map(|(_, regions)| regions.iter()) {
        for (fips, dual_stack) in [(false, false), (true, false), (false, true), (true, true)] {
            let before = resolved(models[0], old, region, fips, dual_stack);
            let after = resolved(models[1], new, region, fips, dual_stack);
            // Where the service had no endpoint, no client is deployed.
            if before.is_none() || before == after {
                continue;
            }
            if !fips && !dual_stack {
                return WireVerdict::Breaks;
            }
            verdict = WireVerdict::Compatible;
        }
    }
    verdict
}
