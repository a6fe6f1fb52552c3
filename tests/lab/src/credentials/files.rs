//! Cases of profile files: their grammar, and where they are.

use std::collections::BTreeMap;
use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use serde::Deserialize;

use super::expected::Expected;
use super::output::client::credentials::profiles::{Files, Profiles};
use super::output::client::credentials::system::Machine;
use super::replay::Replay;
use super::sections::{Sections, from_output};
use super::{Named, read};

#[derive(Deserialize)]
struct Cases<C> {
    tests: Vec<C>,
}

/// A case of the grammar.
#[derive(Deserialize)]
struct Grammar {
    name: String,
    input: Texts,
    output: Output,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Texts {
    #[serde(default)]
    config_file: String,
    #[serde(default)]
    credentials_file: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
enum Output {
    Config(Contents),
    ErrorContaining(String),
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    profiles: Sections,
    #[serde(default)]
    sso_sessions: Sections,
}

/// A case of the paths.
#[derive(Deserialize)]
struct Location {
    name: String,
    environment: BTreeMap<String, String>,
    platform: String,
    profile: Option<String>,
    #[serde(rename = "configLocation")]
    config: String,
    #[serde(rename = "credentialsLocation")]
    credentials: String,
}

/// Runs the cases of the grammar.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn grammar(path: &Path) -> Result<Vec<Named>, Diagnostics> {
    let run = |Grammar { name, input, output }| {
        let expected = match output {
            Output::Config(sections) => Expected::Ok(sections),
            Output::ErrorContaining(text) => Expected::ErrorContains(text),
        };
        let result = Profiles::parse(&input.config_file, &input.credentials_file);
        let result = result.map(|Profiles { profiles, sso_sessions, .. }| Contents {
            profiles: from_output(profiles),
            sso_sessions: from_output(sso_sessions),
        });
        Ok((
            format!("grammar: {name}"),
            expected.compare(result.map_err(|error| error.to_string()))?,
        ))
    };
    read::<Cases<Grammar>>(path)?.tests.into_iter().map(run).collect()
}

/// Runs the cases of the paths.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn locations(path: &Path) -> Result<Vec<Named>, Diagnostics> {
    let run = |case: Location| {
        let system = Replay::new(case.environment, BTreeMap::new());
        let Files { config, credentials } = Files::locate(&system, case.platform == "windows");
        let selected = system.variable("AWS_PROFILE").unwrap_or_else(|| "default".to_owned());
        let expected = (
            Some(case.config),
            Some(case.credentials),
            case.profile.unwrap_or_else(|| selected.clone()),
        );
        let verdict = Expected::Ok(expected).compare(Ok((config, credentials, selected)))?;
        Ok((format!("location: {}", case.name), verdict))
    };
    read::<Cases<Location>>(path)?.tests.into_iter().map(run).collect()
}
