//! Settings of single services.

use super::super::Client;
use super::failure::Failure;
use super::profiles::Profiles;
use super::settings::SettingsError;
use super::system::{Machine, ThisMachine};

/// A function that reads settings of a service from the environment and the selected profile, and sets those of a client.
pub type Apply = fn(Client, &dyn Machine, &Profiles) -> Result<Client, Failure>;

/// Sets all settings of single services.
///
/// # Errors
///
/// Fails if a setting is invalid.
pub fn apply(options: &[Apply], client: Client) -> Result<Client, SettingsError> {
    if options.is_empty() {
        return Ok(client);
    }
    let profiles = Profiles::read(&ThisMachine)?;
    let mut options = options.iter();
    Ok(options.try_fold(client, |client, apply| apply(client, &ThisMachine, &profiles))?)
}
