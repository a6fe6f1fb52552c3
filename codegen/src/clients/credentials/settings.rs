//! The settings of a client in the environment and the selected profile.

use std::error::Error;
use std::fmt;

use super::chain::Context;
use super::failure::Failure;
use super::profiles::Profiles;
use super::system::Machine;

/// Settings that are not set in code. A variable wins over the property of the profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The region: `AWS_REGION`, `AWS_DEFAULT_REGION`, `region`.
    pub region: Option<String>,
    /// The number of attempts of a call: `AWS_MAX_ATTEMPTS`, `max_attempts`.
    pub max_attempts: Option<u32>,
    /// Whether to use FIPS endpoints: `AWS_USE_FIPS_ENDPOINT`, `use_fips_endpoint`.
    pub fips: bool,
    /// Whether to use dual-stack endpoints: `AWS_USE_DUALSTACK_ENDPOINT`, `use_dualstack_endpoint`.
    pub dual_stack: bool,
}

impl Settings {
    /// Reads the settings.
    ///
    /// # Errors
    ///
    /// Fails if a value is invalid. The message names the variable or property.
    pub fn read(machine: &(impl Machine + ?Sized), profiles: &Profiles) -> Result<Self, Failure> {
        let value = |variable, property| setting(machine, profiles, variable, property);
        Ok(Self {
            region: machine
                .variable("AWS_REGION")
                .or_else(|| value("AWS_DEFAULT_REGION", "region").map(|(_, region)| region)),
            max_attempts: value("AWS_MAX_ATTEMPTS", "max_attempts").map(attempts).transpose()?,
            fips: is_on(value("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"))?,
            dual_stack: is_on(value("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"))?,
        })
    }
}

/// The settings of a client that knows its region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configured {
    /// The settings. The region is set.
    pub settings: Settings,
    /// The name of the region.
    pub region: String,
    /// The endpoint URL of each service, if one is configured, in the order of the services.
    pub urls: Vec<Option<String>>,
}

/// The error for a setting that is missing or invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError(pub(super) String);

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for SettingsError {}

impl From<Failure> for SettingsError {
    fn from(failure: Failure) -> Self {
        Self(failure.into_reason())
    }
}

impl Configured {
    /// Reads the settings for services with these IDs. The metadata service is asked for the region last.
    ///
    /// # Errors
    ///
    /// Fails if there is no region, or if a setting is invalid.
    pub async fn load(context: &Context<'_>, service_ids: &[&str]) -> Result<Self, SettingsError> {
        let system = context.system;
        let profiles = Profiles::read(system)?;
        let settings = Settings::read(system, &profiles)?;
        let urls = service_ids.iter().map(|id| endpoint_url(system, &profiles, id));
        let urls = urls.collect::<Result<_, _>>()?;
        let region = match (&settings.region, context.sources.region) {
            (Some(region), _) => Ok(region.clone()),
            (None, Some(load)) => load(context).await,
            (None, None) => Err(Failure::not_configured("")),
        };
        let region = region.map_err(|failure| {
            let profile = &profiles.selected;
            let is_missing = profiles.is_named && profiles.profiles.get(profile).is_none();
            let reason = if is_missing { profiles.missing(profile) } else { failure.into_reason() };
            let reason = if reason.is_empty() { reason } else { format!(" ({reason})") };
            SettingsError(format!(
                "there is no region: set `AWS_REGION`, or `region` in the profile `{profile}`{reason}"
            ))
        })?;
        Ok(Self { settings, region, urls })
    }
}

/// The configured endpoint URL of a service with this ID, such as `SSO OIDC`. The first one of: `AWS_ENDPOINT_URL_SSO_OIDC`,
/// `AWS_ENDPOINT_URL`, the section `services` of the profile, its property `endpoint_url`.
///
/// # Errors
///
/// Fails if the URL is not one of `http` or `https`, or if `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` or
/// `ignore_configured_endpoint_urls` is invalid. If it is `true`, there is no configured URL.
pub fn endpoint_url(
    machine: &(impl Machine + ?Sized),
    profiles: &Profiles,
    service_id: &str,
) -> Result<Option<String>, Failure> {
    let ignore = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");
    if is_on(setting(machine, profiles, ignore.0, ignore.1))? {
        return Ok(None);
    }
    let id = service_id.replace(' ', "_").to_ascii_uppercase();
    let variable = |name: String| machine.variable(&name).map(|url| (name, url));
    let property = |url| ("endpoint_url".to_owned(), url);
    let found = variable(format!("AWS_ENDPOINT_URL_{id}"))
        .or_else(|| variable("AWS_ENDPOINT_URL".to_owned()))
        .or_else(|| profiles.service_url(service_id).map(property))
        .or_else(|| profiles.setting("endpoint_url").map(|url| property(url.to_owned())));
    match found {
        Some((name, url)) if !has_http_scheme(&url) => {
            // User information may be secret.
            let shown = if url.contains('@') { String::new() } else { format!(": {url}") };
            Err(Failure::Failed(format!("`{name}` must start with `http://` or `https://`{shown}")))
        }
        found => Ok(found.map(|(_, url)| url)),
    }
}

fn has_http_scheme(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.starts_with("http://") || url.starts_with("https://")
}

/// A variable or a property of the profile, with its name.
pub fn setting(
    machine: &(impl Machine + ?Sized),
    profiles: &Profiles,
    variable: &'static str,
    property: &'static str,
) -> Option<(&'static str, String)> {
    let of_profile = || Some((property, profiles.setting(property)?.to_owned()));
    machine.variable(variable).map(|value| (variable, value)).or_else(of_profile)
}

/// Whether a setting is `true`.
///
/// # Errors
///
/// Fails if the value is neither `true` nor `false`.
pub fn is_on(setting: Option<(&str, String)>) -> Result<bool, Failure> {
    match setting {
        Some((_, value)) if value.trim().eq_ignore_ascii_case("true") => Ok(true),
        Some((_, value)) if value.trim().eq_ignore_ascii_case("false") => Ok(false),
        Some((name, value)) => {
            Err(Failure::Failed(format!("`{name}` is neither `true` nor `false`: {value}")))
        }
        None => Ok(false),
    }
}

fn attempts((name, value): (&str, String)) -> Result<u32, Failure> {
    let attempts = value.trim().parse().ok().filter(|attempts| *attempts > 0);
    attempts.ok_or_else(|| {
        Failure::Failed(format!("`{name}` is `{value}`, and must be a whole number from 1"))
    })
}
