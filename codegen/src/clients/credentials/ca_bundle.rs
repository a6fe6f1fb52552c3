//! Trusted certificates from a file, instead of those of the platform.

use std::fmt;

use super::profiles::Profiles;
use super::settings::{SettingsError, setting};
use super::system::Machine;

/// A file with certificates in PEM format.
pub struct CaBundle {
    /// The variable, or the property of the profile, with the path.
    setting: &'static str,
    path: String,
    /// The text of the file.
    pub text: String,
}

impl CaBundle {
    /// Reads the file that `AWS_CA_BUNDLE` or the property `ca_bundle` names.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read.
    pub fn read(machine: &(impl Machine + ?Sized)) -> Result<Option<Self>, SettingsError> {
        let profiles = Profiles::read(machine)?;
        let Some((setting, path)) = setting(machine, &profiles, "AWS_CA_BUNDLE", "ca_bundle")
        else {
            return Ok(None);
        };
        let mut bundle = Self { setting, path, text: String::new() };
        let text = machine.read(&bundle.path);
        bundle.text = text.map_err(|error| bundle.error(format!("cannot be read: {error}")))?;
        Ok(Some(bundle))
    }

    /// The error for a problem of the file.
    pub fn error(&self, problem: impl fmt::Display) -> SettingsError {
        SettingsError(format!("`{}`: `{}` {problem}", self.setting, self.path))
    }
}
