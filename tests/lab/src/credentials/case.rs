//! A case in a folder: an environment, files and recorded traffic.

use std::fmt::Debug;
use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::expected::{Expected, Keys, Token};
use super::output::client::credentials::blocking::finish;
use super::output::client::credentials::chain::Context;
use super::output::client::credentials::failure::Failure;
use super::output::client::credentials::profile_chain::{Base, ProfileChain};
use super::output::client::credentials::profiles::Profiles;
use super::output::client::credentials::{SOURCES, TOKENS, environment, profile};
use super::replay::Replay;
use super::skips::{self, Need};
use super::{CASE, CaseVerdict, read};

#[derive(Deserialize)]
struct Case {
    result: Expected<Value>,
}

/// Runs a case.
///
/// # Errors
///
/// Fails if the case cannot be read.
pub fn run(folder: &Path) -> Result<CaseVerdict, Diagnostics> {
    let kind = folder.parent().and_then(|kind| kind.file_name()?.to_str()).unwrap_or_default();
    let system = Replay::of(folder)?;
    if let Some(need) = need(&system, kind)
        && let Some(reason) = skips::reason(need)?
    {
        return Ok(CaseVerdict::Skipped(reason));
    }
    let expected = read::<Case>(&folder.join(CASE))?.result;
    let verdict = match kind {
        "default-token-provider-chain" => compare(expected, load_token(&system))?,
        "profile-provider" => compare(expected, load_of_profile(&system))?,
        _ => compare(expected, load(&system))?,
    };
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

/// Compares a result with the expected one, whose form is that of the result.
fn compare<T: DeserializeOwned + Debug + PartialEq>(
    expected: Expected<Value>,
    result: Result<T, String>,
) -> Result<CaseVerdict, Diagnostics> {
    let expected = match expected {
        Expected::Ok(value) => match serde_json::from_value(value) {
            Ok(value) => Expected::Ok(value),
            Err(error) => return Ok(CaseVerdict::Failed(vec![format!("unknown result: {error}")])),
        },
        Expected::ErrorContains(text) => Expected::ErrorContains(text),
    };
    expected.compare(result)
}

fn load(system: &Replay) -> Result<Keys, String> {
    let result = finish(Context { system, sources: SOURCES }.load());
    result.map(|credentials| Keys::from(&credentials)).map_err(|error| error.to_string())
}

fn load_of_profile(system: &Replay) -> Result<Keys, String> {
    let result = finish(profile::load(&Context { system, sources: SOURCES }));
    result.map(|credentials| Keys::from(&credentials)).map_err(|failure| match failure {
        Failure::NotConfigured(reason) => format!("`profile` is not set: {reason}"),
        Failure::Failed(reason) => reason,
    })
}

/// Loads a bearer token for a service without a variable.
fn load_token(system: &Replay) -> Result<Token, String> {
    let result = finish(TOKENS.load(system, "codecatalyst"));
    result.map(|token| Token::from(&token)).map_err(Failure::into_reason)
}

/// What the case needs and farrier does not have.
fn need(system: &Replay, kind: &str) -> Option<Need> {
    if kind == "default-credential-provider-chain" && environment::load(system).is_ok() {
        return None;
    }
    match Profiles::read(system).and_then(|profiles| ProfileChain::resolve(&profiles)) {
        Ok(ProfileChain { base: Base::LoginSession(_), .. }) => Some(Need::LoginSession),
        _ => None,
    }
}
