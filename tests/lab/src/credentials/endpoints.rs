//! Cases of URLs: where the agent of a container and the metadata service are asked.

use std::collections::BTreeMap;
use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use serde::Deserialize;

use super::expected::Expected;
use super::output::client::credentials::failure::Failure;
use super::output::client::credentials::{container, imds};
use super::replay::Replay;
use super::{Named, read};

#[derive(Deserialize)]
struct Cases {
    tests: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    docs: String,
    env: BTreeMap<String, String>,
    #[serde(default)]
    fs: BTreeMap<String, String>,
    endpoint_override: Option<String>,
    mode_override: Option<String>,
    result: Expected<String>,
}

/// Runs the cases of a container's agent.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn container(path: &Path) -> Result<Vec<Named>, Diagnostics> {
    run(path, "container", |system| container::url(system))
}

/// Runs the cases of the metadata service.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn imds(path: &Path) -> Result<Vec<Named>, Diagnostics> {
    run(path, "imds", |system| Ok(imds::endpoint(system)? + "/latest/api/token"))
}

fn run(
    path: &Path,
    kind: &str,
    url: impl Fn(&Replay) -> Result<String, Failure>,
) -> Result<Vec<Named>, Diagnostics> {
    let run = |case: Case| {
        let mut variables = case.env;
        // farrier has no settings in code: these take the place of the variables.
        let endpoint = ("AWS_EC2_METADATA_SERVICE_ENDPOINT", case.endpoint_override);
        let mode = ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", case.mode_override);
        for (name, value) in [endpoint, mode] {
            variables.extend(value.map(|value| (name.to_owned(), value)));
        }
        let result = url(&Replay::new(variables, case.fs)).map_err(|failure| match failure {
            Failure::NotConfigured(reason) | Failure::Failed(reason) => reason,
        });
        Ok((format!("{kind}: {}", case.docs), case.result.compare(result)?))
    };
    read::<Cases>(path)?.tests.into_iter().map(run).collect()
}
