//! Expected errors in the words of AWS's SDK, and their words in farrier.

use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_xtask::shared::input;
use serde::Deserialize;

use super::CaseVerdict;

const FILE: &str = include_str!("errors.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    sdk: String,
    farrier: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    error: Vec<Rule>,
}

/// Compares an error with the text that a case expects in the error of the SDK.
///
/// # Errors
///
/// Fails if `errors.toml` is invalid.
pub fn compare(expected: &str, error: &str) -> Result<CaseVerdict, Diagnostics> {
    let rules: Rules = input::toml(&Source::new("errors.toml", FILE))?;
    let is_same = |rule: &Rule| expected.to_lowercase().contains(&rule.sdk.to_lowercase());
    let Some(rule) = rules.error.iter().find(|rule| is_same(rule)) else {
        let note = format!(
            "with an error that is not listed in `errors.toml`\n  expected: {expected}\n  farrier:  {error}"
        );
        return Ok(CaseVerdict::PassedWith(note));
    };
    Ok(if error.contains(&rule.farrier) {
        CaseVerdict::Passed
    } else {
        CaseVerdict::Failed(vec![
            format!("expected the error: {expected}"),
            format!("which contains:     {}", rule.farrier),
            format!("but the error is:   {error}"),
        ])
    })
}
