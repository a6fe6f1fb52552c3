//! Simplification of exceptions.

use crate::endpoints::known::REGIONS;
use crate::endpoints::partition::Partition;
use crate::ir::{EndpointException, EndpointScope};

/// Substitutes placeholders whose value is already known.
pub fn simplify(exception: &mut EndpointException) {
    let EndpointException { scope, fips, dual_stack, answer } = exception;
    let Some(answer) = answer else { return };
    let mut texts: Vec<&mut String> = Vec::new();
    texts.extend(&mut answer.url);
    texts.extend(&mut answer.signing_region);
    for text in texts {
        if let Some(fips) = fips {
            *text = text.replace("{fips}", if *fips { "-fips" } else { "" });
        }
        match dual_stack {
            Some(true) => *text = text.replace("{dual_stack_suffix}", "{suffix}"),
            Some(false) => *text = text.replace("{ipv4_suffix}", "{suffix}"),
            None => {}
        }
        if let Some(global) = global(scope) {
            *text = text.replace("{global}", global);
        }
    }
}

/// The `-global` region of an exception for a single partition.
fn global(scope: &EndpointScope) -> Option<&'static str> {
    let EndpointScope::Partitions(ids) = scope else { return None };
    let [id] = ids.as_slice() else { return None };
    let (_, regions) = REGIONS.iter().find(|(known, _)| known == id)?;
    regions.first().map(|region| Partition::of(region).global)
}
