//! A case in a folder: an environment, files and recorded traffic.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use serde::Deserialize;

use super::expected::{Expected, Keys};
use super::output::client::credentials::blocking::finish;
use super::output::client::credentials::chain::Context;
use super::output::client::credentials::failure::Failure;
use super::output::client::credentials::profile_chain::{Base, ProfileChain};
use super::output::client::credentials::profiles::Profiles;
use super::output::client::credentials::{SOURCES, environment, profile};
use super::replay::Replay;
use super::skips::{self, Need};
use super::{CASE, CaseVerdict, read};

#[derive(Deserialize)]
struct Case {
    result: Expected<serde_json::Value>,
}

/// Runs a case.
///
/// # Errors
///
/// Fails if the case cannot be read.
pub fn run(folder: &Path) -> Result<CaseVerdict, Diagnostics> {
    let kind = folder.parent().and_then(|kind| kind.file_name()?.to_str()).unwrap_or_default();
    let system = Replay::of(folder)?;
    let is_profile = kind == "profile-provider";
    if let Some(need) = need(&system, kind, is_profile)
        && let Some(reason) = skips::reason(need)?
    {
        return Ok(CaseVerdict::Skipped(reason));
    }
    let expected = match read::<Case>(&folder.join(CASE))?.result {
        Expected::Ok(keys) => match serde_json::from_value(keys) {
            Ok(keys) => Expected::Ok(keys),
            Err(error) => return Ok(CaseVerdict::Failed(vec![format!("unknown result: {error}")])),
        },
        Expected::ErrorContains(text) => Expected::ErrorContains(text),
    };
    let context = Context { system: &system, sources: SOURCES };
    let result = if is_profile {
        finish(profile::load(&context)).map_err(|failure| match failure {
            Failure::NotConfigured(reason) => format!("`profile` is not set: {reason}"),
            Failure::Failed(reason) => reason,
        })
    } else {
        finish(context.load()).map_err(|error| error.to_string())
    };
    let verdict = expected.compare(result.map(|credentials| Keys::from(&credentials)))?;
    let differences = system.differences();
    Ok(match verdict {
        CaseVerdict::Failed(mut all) => {
            all.extend(differences);
            CaseVerdict::Failed(all)
        }
        verdict if differences.is_empty() => verdict,
        _ => CaseVerdict::Failed(differences),
    })
}

/// What the case needs and farrier does not have.
fn need(system: &Replay, kind: &str, is_profile: bool) -> Option<Need> {
    if kind == "default-token-provider-chain" {
        return Some(Need::BearerToken);
    }
    if !is_profile && environment::load(system).is_ok() {
        return None;
    }
    match Profiles::read(system).and_then(|profiles| ProfileChain::resolve(&profiles)) {
        Ok(ProfileChain { base: Base::LoginSession(_), .. }) => Some(Need::LoginSession),
        _ => None,
    }
}
