//! Cases of profile chains: which credentials start a chain, and which roles follow.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::expected::Expected;
use super::output::client::credentials::failure::Failure;
use super::output::client::credentials::profile_chain::{Base, ProfileChain};
use super::output::client::credentials::profiles::Profiles;
use super::output::client::credentials::role::Role;
use super::sections::{Sections, into_output};
use super::{Named, read};

#[derive(Deserialize)]
struct Case {
    docs: String,
    input: Input,
    output: Output,
}

#[derive(Deserialize)]
struct Input {
    profiles: Sections,
    #[serde(default)]
    sso_sessions: Sections,
    selected_profile: String,
}

#[derive(Deserialize)]
enum Output {
    ProfileChain(Value),
    Error(String),
}

/// Runs the cases of a file.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn run(path: &Path) -> Result<Vec<Named>, Diagnostics> {
    let run = |Case { docs, input, output }| {
        let profiles = Profiles {
            profiles: into_output(input.profiles),
            sso_sessions: into_output(input.sso_sessions),
            selected: input.selected_profile,
            is_named: true,
            ..Profiles::default()
        };
        let expected = match output {
            Output::ProfileChain(chain) => Expected::Ok(chain),
            Output::Error(text) => Expected::ErrorContains(text),
        };
        let result = ProfileChain::resolve(&profiles).map(|chain| value(&chain));
        let result = result.map_err(|failure| match failure {
            Failure::NotConfigured(reason) | Failure::Failed(reason) => reason,
        });
        Ok((format!("chain: {docs}"), expected.compare(result)?))
    };
    read::<Vec<Case>>(path)?.into_iter().map(run).collect()
}

/// A chain in the form of the cases.
fn value(chain: &ProfileChain) -> Value {
    let roles = chain.roles.iter().map(|Role { arn, external_id, session_name, .. }| {
        json!({"AssumeRole": members([
            ("role_arn", Some(arn)),
            ("external_id", external_id.as_ref()),
            ("role_session_name", session_name.as_ref()),
        ])})
    });
    [base(&chain.base)].into_iter().chain(roles).collect()
}

fn base(base: &Base) -> Value {
    match base {
        Base::Named(source) => json!({ "NamedSource": source }),
        Base::WebIdentity(identity) => json!({"WebIdentityToken": members([
            ("role_arn", Some(&identity.arn)),
            ("web_identity_token_file", Some(&identity.token_file)),
            ("role_session_name", identity.session_name.as_ref()),
        ])}),
        Base::Sso(sso) => json!({"Sso": members([
            ("sso_account_id", sso.account_id.as_ref()),
            ("sso_region", Some(&sso.region)),
            ("sso_role_name", sso.role_name.as_ref()),
            ("sso_start_url", Some(&sso.start_url)),
            ("sso_session", sso.session.as_ref()),
        ])}),
        Base::LoginSession(session) => json!({"LoginSession": { "login_session": session }}),
        Base::Process { command, .. } => json!({ "CredentialProcess": command }),
        Base::Keys(keys) => json!({"AccessKey": members([
            ("access_key_id", Some(&keys.id)),
            ("secret_access_key", Some(&keys.secret)),
            ("session_token", keys.token.as_ref()),
            ("account_id", keys.account_id.as_ref()),
        ])}),
    }
}

/// An object of the members that are set.
fn members<const N: usize>(members: [(&str, Option<&String>); N]) -> Map<String, Value> {
    let set = members.into_iter().filter_map(|(name, value)| Some((name, value?)));
    set.map(|(name, value)| (name.to_owned(), Value::from(value.as_str()))).collect()
}
