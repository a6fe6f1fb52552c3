//! The reasons for skipped cases.

use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_xtask::shared::input;
use serde::Deserialize;

const FILE: &str = include_str!("skips.toml");

/// What a case needs and farrier does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// A session of `aws login`.
    LoginSession,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    need: Need,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    skip: Vec<Rule>,
}

/// The reason to skip cases with this need, if there is one.
///
/// # Errors
///
/// Fails if `skips.toml` is invalid.
pub fn reason(need: Need) -> Result<Option<String>, Diagnostics> {
    let rules: Rules = input::toml(&Source::new("skips.toml", FILE))?;
    Ok(rules.skip.into_iter().find(|rule| rule.need == need).map(|rule| rule.reason))
}
