//! The profiles of the shared config file and the shared credentials file.

use std::io::ErrorKind;

use super::failure::Failure;
use super::profile_file::{Named, Section, SyntaxError, is_name, parse, sub_properties};
use super::system::Machine;

/// The contents of both files.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Profiles {
    /// The profiles, by name. Properties of the credentials file win over those of the config file.
    pub profiles: Named<Section>,
    /// The sections `[sso-session NAME]`.
    pub sso_sessions: Named<Section>,
    /// The sections `[services NAME]`.
    pub services: Named<Section>,
    /// The name of the selected profile.
    pub selected: String,
    /// Whether the environment names the profile.
    pub is_named: bool,
    /// The sections of the config file whose names lack `profile `. They are ignored.
    pub unprefixed: Vec<String>,
    /// The names of profiles with other characters than names may have. The profiles are ignored, as in AWS's SDKs.
    pub invalid: Vec<String>,
    /// The paths of the files, for messages.
    pub files: Vec<String>,
}

impl Profiles {
    /// Reads the files of `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`; by default, those in `~/.aws`. A file that is
    /// missing or cannot be opened is empty, as in botocore.
    ///
    /// # Errors
    ///
    /// Fails if a file is not UTF-8, or does not follow the grammar. The message names the file and the line.
    pub fn read(machine: &(impl Machine + ?Sized)) -> Result<Self, Failure> {
        let files = Files::locate(machine, cfg!(windows));
        let mut shown = Vec::new();
        let [config, credentials] = [&files.config, &files.credentials].map(|path| {
            let Some(path) = path else { return Ok(Named::default()) };
            let (text, note) = text(machine, path)?;
            shown.push(format!("`{path}`{note}"));
            parse(&text).map_err(|error| Failure::Failed(format!("`{path}`, {error}")))
        });
        let mut profiles = Self::merge(config?, credentials?);
        profiles.files = shown;
        let named = machine.variable("AWS_PROFILE");
        profiles.is_named = named.is_some();
        profiles.selected = named.unwrap_or_else(|| "default".to_owned());
        Ok(profiles)
    }

    /// Reads the profiles of two texts.
    ///
    /// # Errors
    ///
    /// Fails if a line does not follow the grammar.
    pub fn parse(config: &str, credentials: &str) -> Result<Self, SyntaxError> {
        Ok(Self::merge(parse(config)?, parse(credentials)?))
    }

    fn merge(config: Named<Section>, credentials: Named<Section>) -> Self {
        let mut merged = Self::default();
        // `[profile default]` replaces `[default]`.
        let mut unprefixed = None;
        for (header, section) in config {
            if header == "default" {
                unprefixed = Some(section);
            } else if let Some((kind, name)) = prefixed(&header) {
                let sections = match kind {
                    "profile" => &mut merged.profiles,
                    "sso-session" => &mut merged.sso_sessions,
                    "services" => &mut merged.services,
                    _ => continue,
                };
                match name {
                    Ok(name) => extend(sections.entry(name), section),
                    Err(name) => merged.invalid.push(name.to_owned()),
                }
            } else {
                merged.unprefixed.push(header);
            }
        }
        if let (Some(section), None) = (unprefixed, merged.profiles.get("default")) {
            *merged.profiles.entry("default") = section;
        }
        for (name, section) in credentials {
            // The config file has other names in quotes, the credentials file has not.
            if is_name(&name) || merged.profiles.get(&name).is_some() {
                extend(merged.profiles.entry(&name), section);
            } else {
                merged.invalid.push(name);
            }
        }
        merged
    }

    /// The message for a profile that does not exist: the files, and the section that is meant.
    pub fn missing(&self, name: &str) -> String {
        let files = self.files.join(" and ");
        let files = if files.is_empty() { files } else { format!(" in {files}") };
        let mut message = ["there is no profile `", name, "`", &files].concat();
        if self.unprefixed.iter().any(|header| header == name) {
            message += &["; in the config file, its section is `[profile ", name, "]`"].concat();
        }
        if self.invalid.iter().any(|invalid| invalid == name) {
            message += "; its section is ignored, because the name has characters other than letters, digits and `_-/.%@:+`";
        }
        message
    }

    /// A property of the selected profile. Blank properties are unset.
    pub fn setting(&self, name: &str) -> Option<&str> {
        property(self.profiles.get(&self.selected)?, name)
    }

    /// The endpoint URL of a service, such as `SSO OIDC`, in the section that the selected profile names.
    pub fn service_url(&self, service_id: &str) -> Option<String> {
        let services = self.services.get(self.setting("services")?)?;
        let name = service_id.replace(' ', "_").to_ascii_lowercase();
        sub_properties(property(services, &name)?).get("endpoint_url").cloned()
    }
}

/// Adds properties to a section. They replace those of the same name.
fn extend(section: &mut Section, properties: Section) {
    for (name, value) in properties {
        *section.entry(&name) = value;
    }
}

/// A property of a section, unless it is blank.
pub fn property<'s>(section: &'s Section, name: &str) -> Option<&'s str> {
    section.get(name).map(String::as_str).filter(|value| !value.trim().is_empty())
}

/// The kind and the name of a section such as `[profile barn]`. The name may be quoted, and then contain blanks. `Err` is
/// an invalid name.
fn prefixed(header: &str) -> Option<(&str, Result<&str, &str>)> {
    let (kind, name) = header.split_once([' ', '\t'])?;
    let name = name.trim_matches([' ', '\t']);
    let quoted = ['\'', '"'].iter().find_map(|quote| {
        let inner = name.strip_prefix(*quote)?.strip_suffix(*quote)?;
        (!inner.is_empty() && !inner.contains(*quote)).then_some(inner)
    });
    Some((kind, quoted.or_else(|| is_name(name).then_some(name)).ok_or(name)))
}

/// The text of a file, and a note if the file is missing or cannot be opened.
fn text(machine: &(impl Machine + ?Sized), path: &str) -> Result<(String, String), Failure> {
    match machine.read(path) {
        Ok(text) => Ok((text, String::new())),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err(Failure::Failed(format!("cannot read `{path}`: {error}")))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Ok((String::new(), " (missing)".to_owned()))
        }
        Err(error) => Ok((String::new(), format!(" ({error})"))),
    }
}

/// The paths of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The shared config file, unless there is no home folder.
    pub config: Option<String>,
    /// The shared credentials file, unless there is no home folder.
    pub credentials: Option<String>,
}

impl Files {
    /// Returns the paths in `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`; by default, those in `~/.aws`.
    pub fn locate(machine: &(impl Machine + ?Sized), is_windows: bool) -> Self {
        let home = home(machine, is_windows);
        let separator = if is_windows { '\\' } else { '/' };
        let path = |variable: &str, name: &str| match machine.variable(variable) {
            Some(path) => Some(with_home(path, home.as_deref())),
            None => Some(format!("{}{separator}.aws{separator}{name}", home.as_deref()?)),
        };
        Self {
            config: path("AWS_CONFIG_FILE", "config"),
            credentials: path("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
        }
    }
}

/// The home folder.
pub fn home(machine: &(impl Machine + ?Sized), is_windows: bool) -> Option<String> {
    let home = machine.variable("HOME");
    if !is_windows {
        return home;
    }
    let drive = || Some(machine.variable("HOMEDRIVE")? + &machine.variable("HOMEPATH")?);
    home.or_else(|| machine.variable("USERPROFILE")).or_else(drive)
}

/// Replaces `~` at the start of a path.
fn with_home(path: String, home: Option<&str>) -> String {
    match (path.strip_prefix('~'), home) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with(['/', '\\']) => {
            format!("{home}{rest}")
        }
        _ => path,
    }
}
