//! The settings of S3 in the environment and the selected profile. Some are also in the property `s3`, as in botocore.

use super::super::super::runtime::Region;
use super::super::Client;
use super::failure::Failure;
use super::profile_file::{Section, sub_properties};
use super::profiles::{Profiles, property};
use super::settings::{is_on, setting};
use super::system::Machine;

/// Sets the settings of S3 of a client.
///
/// # Errors
///
/// Fails if a setting is invalid, or is not supported.
pub fn apply(
    mut client: Client,
    machine: &dyn Machine,
    profiles: &Profiles,
) -> Result<Client, Failure> {
    let settings = S3Settings::read(machine, profiles)?;
    client.settings.region = settings.of(client.settings.region);
    Ok(client)
}

/// The settings of S3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct S3Settings {
    /// Whether the region of an ARN may be another one: `AWS_S3_USE_ARN_REGION`, `s3_use_arn_region`, `use_arn_region`.
    pub use_arn_region: Option<bool>,
    /// Whether `us-east-1` is the global endpoint: `AWS_S3_US_EAST_1_REGIONAL_ENDPOINT`,
    /// `s3_us_east_1_regional_endpoint`, `us_east_1_regional_endpoint`.
    pub uses_global_endpoint: bool,
    /// Whether buckets are in the path (`true`) or in the host: `addressing_style`.
    pub path_style: Option<bool>,
    /// Whether to use S3 Transfer Acceleration: `use_accelerate_endpoint`.
    pub accelerates: bool,
}

impl S3Settings {
    /// Reads the settings.
    ///
    /// # Errors
    ///
    /// Fails if a value is invalid, or is not supported. The message names the variable or property.
    pub fn read(machine: &dyn Machine, profiles: &Profiles) -> Result<Self, Failure> {
        let nested = profiles.setting("s3").map(sub_properties).unwrap_or_default();
        let own = |name| own(&nested, name);
        let value = |variable, property, name| {
            setting(machine, profiles, variable, property).or_else(|| own(name))
        };
        let arn = value("AWS_S3_USE_ARN_REGION", "s3_use_arn_region", "use_arn_region");
        let endpoint = value(
            "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT",
            "s3_us_east_1_regional_endpoint",
            "us_east_1_regional_endpoint",
        );
        refuse(own("payload_signing_enabled"), "bodies in memory are always signed")?;
        refuse(own("use_dualstack_endpoint"), "set `use_dualstack_endpoint` of the profile")?;
        Ok(Self {
            use_arn_region: arn.map(|arn| is_on(Some(arn))).transpose()?,
            uses_global_endpoint: choice(endpoint, ["regional", "legacy"])? == Some(1),
            path_style: match choice(own("addressing_style"), ["auto", "path", "virtual"])? {
                Some(1) => Some(true),
                Some(2) => Some(false),
                _ => None,
            },
            accelerates: is_on(own("use_accelerate_endpoint"))?,
        })
    }

    /// The region with these settings.
    #[must_use]
    pub fn of(&self, mut region: Region) -> Region {
        if let Some(uses) = self.use_arn_region {
            region = region.set("UseArnRegion", uses.to_string());
        }
        if self.uses_global_endpoint {
            region = region.set("UseGlobalEndpoint", "true");
        }
        region = match self.path_style {
            Some(true) => region.path_style(),
            Some(false) => region.virtual_host_style(),
            None => region,
        };
        if self.accelerates { region.accelerate() } else { region }
    }
}

/// A property of the property `s3`, with its name.
fn own(nested: &Section, name: &'static str) -> Option<(&'static str, String)> {
    Some((name, property(nested, name)?.to_owned()))
}

/// The index of a value among its choices.
fn choice<const N: usize>(
    setting: Option<(&str, String)>,
    choices: [&str; N],
) -> Result<Option<usize>, Failure> {
    let Some((name, value)) = setting else { return Ok(None) };
    let found = choices.iter().position(|choice| value.trim().eq_ignore_ascii_case(choice));
    found
        .map(Some)
        .ok_or_else(|| Failure::Failed(format!("`{name}` is none of `{}`", choices.join("`, `"))))
}

/// Refuses a setting that is on.
fn refuse(setting: Option<(&'static str, String)>, help: &str) -> Result<(), Failure> {
    let name = setting.as_ref().map(|(name, _)| *name).unwrap_or_default();
    if is_on(setting)? {
        return Err(Failure::Failed(format!("`{name}` in `s3` is not supported: {help}")));
    }
    Ok(())
}
