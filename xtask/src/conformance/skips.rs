//! The cases that are not run, each with its reason.

use std::collections::BTreeMap;

use farrier_codegen::diagnostic::{Diagnostic, Source};
use serde::Deserialize;

use crate::input;

const FILE: &str = include_str!("skips.toml");

/// Why a case is not run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// The name of the case.
    pub case: String,
    /// In what it contradicts what services and other cases do.
    pub reason: String,
    /// Where that was discussed in public.
    pub discussion: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skips {
    #[serde(default)]
    skip: Vec<Skip>,
}

/// All of them, by the name of the case.
///
/// # Errors
///
/// Fails if the list that is part of this program is not one.
pub fn all() -> Result<BTreeMap<String, Skip>, Diagnostic> {
    let skips: Skips = input::toml(&Source::new("skips.toml", FILE))?;
    Ok(skips.skip.into_iter().map(|skip| (skip.case.clone(), skip)).collect())
}
