//! The credentials that a profile selects, as data: where the first ones come from, and the roles that follow.

use std::time::Duration;

use super::failure::Failure;
use super::profile_file::Section;
use super::profiles::{Profiles, property};
use super::role::Role;

/// Base credentials and roles.
#[derive(Clone, PartialEq, Eq)]
pub struct ProfileChain {
    /// The source of the first credentials.
    pub base: Base,
    /// The roles to assume, first one first.
    pub roles: Vec<Role>,
}

/// A source of credentials.
#[derive(Clone, PartialEq, Eq)]
pub enum Base {
    /// The value of `credential_source`.
    Named(String),
    /// A role for a web identity token.
    WebIdentity(WebIdentity),
    /// IAM Identity Center.
    Sso(Sso),
    /// The session of `aws login` with this ARN.
    LoginSession(String),
    /// A command that prints credentials.
    Process {
        /// The command.
        command: String,
        /// The account ID, if the command prints none.
        account_id: Option<String>,
    },
    /// An access key in the profile.
    Keys(Keys),
}

/// An access key.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// The ID of the access key.
    pub id: String,
    /// The secret of the access key.
    pub secret: String,
    /// The session token of temporary credentials.
    pub token: Option<String>,
    /// The account ID.
    pub account_id: Option<String>,
}

/// A role for the holder of a web identity token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebIdentity {
    /// The ARN of the role.
    pub arn: String,
    /// The path of the token.
    pub token_file: String,
    /// The name of the session.
    pub session_name: Option<String>,
}

/// An account and a role in IAM Identity Center.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sso {
    /// The name of the `sso-session` section.
    pub session: Option<String>,
    /// The region of Identity Center.
    pub region: String,
    /// The URL of the user portal.
    pub start_url: String,
    /// The account ID. Without account and role, the profile selects a token instead of credentials.
    pub account_id: Option<String>,
    /// The name of the role.
    pub role_name: Option<String>,
}

impl ProfileChain {
    /// Resolves the selected profile.
    ///
    /// # Errors
    ///
    /// Fails if the profile, or a profile that it names, does not exist or is incomplete, or if the profiles are a loop.
    pub fn resolve(profiles: &Profiles) -> Result<Self, Failure> {
        let mut name = profiles.selected.as_str();
        if !profiles.is_named && profiles.profiles.get(name).is_none() {
            return Err(Failure::NotConfigured(profiles.missing(name)));
        }
        let mut visited: Vec<&str> = Vec::new();
        let mut roles = Vec::new();
        let base = loop {
            let profile =
                profiles.profiles.get(name).ok_or_else(|| missing(profiles, name, &visited))?;
            if visited.contains(&name) {
                let path = [&visited[..], &[name]].concat().join("` -> `");
                return Err(Failure::Failed(format!("the profiles are a loop: `{path}`")));
            }
            visited.push(name);
            // The keys of a source profile win over its role.
            if let (true, Ok(keys)) = (visited.len() > 1, keys(name, profile)) {
                break Ok(Base::Keys(keys));
            }
            let Some(role) = role(name, profile)? else { break base(profiles, name, profile) };
            roles.push(role);
            match next(name, profile)? {
                Some(source) => name = source,
                None => break base(profiles, name, profile),
            }
        };
        let base = base.map_err(|failure| match failure {
            // A role needs its source.
            Failure::NotConfigured(reason) if !roles.is_empty() => Failure::Failed(reason),
            other => other,
        })?;
        roles.reverse();
        Ok(Self { base, roles })
    }
}

fn missing(profiles: &Profiles, name: &str, visited: &[&str]) -> Failure {
    let message = profiles.missing(name);
    Failure::Failed(match visited.last() {
        Some(last) => format!("{message}; it is the `source_profile` of `{last}`"),
        None => message,
    })
}

/// The error for the properties of a profile.
fn invalid(profile: &str, problem: &str) -> Failure {
    Failure::Failed(format!("profile `{profile}`: {problem}"))
}

/// The role of a profile. The role of a web identity is not a link of a chain.
fn role(name: &str, profile: &Section) -> Result<Option<Role>, Failure> {
    if property(profile, "web_identity_token_file").is_some() {
        return Ok(None);
    }
    let Some(arn) = property(profile, "role_arn") else { return Ok(None) };
    if property(profile, "mfa_serial").is_some() {
        let problem = "`mfa_serial` is not supported, because a client cannot ask for the code; in another profile, \
                       set `credential_process = aws configure export-credentials --profile {name} --format process`";
        return Err(invalid(name, &problem.replace("{name}", name)));
    }
    let text = |name| property(profile, name).map(ToOwned::to_owned);
    let duration = property(profile, "duration_seconds").map(|seconds| {
        let seconds = seconds.trim().parse().ok().filter(|seconds| *seconds > 0);
        seconds.ok_or_else(|| invalid(name, "`duration_seconds` is not a number of seconds"))
    });
    Ok(Some(Role {
        external_id: text("external_id"),
        session_name: text("role_session_name"),
        duration: duration.transpose()?.map(Duration::from_secs),
        ..Role::new(arn)
    }))
}

/// The source profile of a role, or `None` if the profile itself has the credentials.
fn next<'p>(name: &str, profile: &'p Section) -> Result<Option<&'p str>, Failure> {
    match (property(profile, "source_profile"), property(profile, "credential_source")) {
        (Some(_), Some(_)) => {
            Err(invalid(name, "`source_profile` and `credential_source` exclude each other"))
        }
        (None, None) => {
            Err(invalid(name, "`role_arn` needs `source_profile` or `credential_source`"))
        }
        (source, _) => Ok(source.filter(|source| *source != name)),
    }
}

fn base(profiles: &Profiles, name: &str, profile: &Section) -> Result<Base, Failure> {
    if let Some(source) = property(profile, "credential_source") {
        return Ok(Base::Named(source.to_owned()));
    }
    if let Some(token_file) = property(profile, "web_identity_token_file") {
        return web_identity(name, profile, token_file);
    }
    if let Some(sso) = sso(profiles, name, profile)? {
        return Ok(Base::Sso(sso));
    }
    if let Some(session) = property(profile, "login_session") {
        return Ok(Base::LoginSession(session.to_owned()));
    }
    if let Some(command) = property(profile, "credential_process") {
        let account_id = property(profile, "aws_account_id").map(ToOwned::to_owned);
        return Ok(Base::Process { command: command.to_owned(), account_id });
    }
    keys(name, profile).map(Base::Keys)
}

fn web_identity(name: &str, profile: &Section, token_file: &str) -> Result<Base, Failure> {
    let arn = property(profile, "role_arn")
        .ok_or_else(|| invalid(name, "`web_identity_token_file` needs `role_arn`"))?;
    Ok(Base::WebIdentity(WebIdentity {
        arn: arn.to_owned(),
        token_file: token_file.to_owned(),
        session_name: property(profile, "role_session_name").map(ToOwned::to_owned),
    }))
}

/// The account and the role in Identity Center of a profile, or only its session.
///
/// # Errors
///
/// Fails if a property is missing.
pub fn sso(profiles: &Profiles, name: &str, profile: &Section) -> Result<Option<Sso>, Failure> {
    let [account_id, role_name, mut region, mut start_url, session] =
        ["sso_account_id", "sso_role_name", "sso_region", "sso_start_url", "sso_session"]
            .map(|key| property(profile, key));
    if [account_id, role_name, region, start_url, session].iter().all(Option::is_none) {
        return Ok(None);
    }
    if let Some(session) = session {
        if region.or(start_url).is_some() {
            let problem = "with `sso_session`, `sso_region` and `sso_start_url` belong to the section of the session";
            return Err(invalid(name, problem));
        }
        let section = profiles.sso_sessions.get(session).ok_or_else(|| {
            invalid(name, &format!("there is no section `[sso-session {session}]`"))
        })?;
        (region, start_url) = (property(section, "sso_region"), property(section, "sso_start_url"));
    }
    let required = |value: Option<&str>, key: &str| {
        value.map(ToOwned::to_owned).ok_or_else(|| invalid(name, &format!("`{key}` is missing")))
    };
    if account_id.is_some() != role_name.is_some() {
        return Err(invalid(name, "`sso_account_id` and `sso_role_name` need each other"));
    }
    Ok(Some(Sso {
        session: session.map(ToOwned::to_owned),
        region: required(region, "sso_region")?,
        start_url: required(start_url, "sso_start_url")?,
        account_id: account_id.map(ToOwned::to_owned),
        role_name: role_name.map(ToOwned::to_owned),
    }))
}

fn keys(name: &str, profile: &Section) -> Result<Keys, Failure> {
    let text = |key| property(profile, key).map(ToOwned::to_owned);
    let token = text("aws_session_token");
    match (text("aws_access_key_id"), text("aws_secret_access_key")) {
        (Some(id), Some(secret)) => {
            Ok(Keys { id, secret, token, account_id: text("aws_account_id") })
        }
        (None, None) if token.is_none() => {
            Err(Failure::NotConfigured(format!("profile `{name}` contains no credentials")))
        }
        (None, _) => Err(invalid(name, "`aws_access_key_id` is missing")),
        (_, None) => Err(invalid(name, "`aws_secret_access_key` is missing")),
    }
}
