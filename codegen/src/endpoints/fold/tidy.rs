//! Says an exception as plainly as its place allows.

use crate::endpoints::known::REGIONS;
use crate::endpoints::partition::Partition;
use crate::ir::{EndpointException, EndpointPlace};

/// Fills the gaps of which it is clear what stands there.
pub fn tidy(exception: &mut EndpointException) {
    let EndpointException { place, fips, dual_stack, answer } = exception;
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
        if let Some(global) = global(place) {
            *text = text.replace("{global}", global);
        }
    }
}

/// The region that stands for the one partition of which an exception speaks.
fn global(place: &EndpointPlace) -> Option<&'static str> {
    let EndpointPlace::Partitions(ids) = place else { return None };
    let [id] = ids.as_slice() else { return None };
    let (_, regions) = REGIONS.iter().find(|(known, _)| known == id)?;
    regions.first().map(|region| Partition::of(region).global)
}
