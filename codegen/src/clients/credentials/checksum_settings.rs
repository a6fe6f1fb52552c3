//! The checksums of requests and responses in the environment and the selected profile.

use super::super::Client;
use super::super::checksums::Checksums;
use super::failure::Failure;
use super::profiles::Profiles;
use super::settings::setting;
use super::system::Machine;

/// The names of the settings: the variable and the property.
const REQUESTS: [&str; 2] = ["AWS_REQUEST_CHECKSUM_CALCULATION", "request_checksum_calculation"];
const REPLIES: [&str; 2] = ["AWS_RESPONSE_CHECKSUM_VALIDATION", "response_checksum_validation"];

/// Sets the checksums of a client.
///
/// # Errors
///
/// Fails if a setting is neither `when_supported` nor `when_required`.
pub fn apply(
    client: Client,
    machine: &dyn Machine,
    profiles: &Profiles,
) -> Result<Client, Failure> {
    let read = |names| checksums(machine, profiles, names);
    Ok(client.checksums(read(REQUESTS)?).reply_checksums(read(REPLIES)?))
}

fn checksums(
    machine: &dyn Machine,
    profiles: &Profiles,
    [variable, property]: [&'static str; 2],
) -> Result<Checksums, Failure> {
    match setting(machine, profiles, variable, property) {
        None => Ok(Checksums::default()),
        Some((_, value)) if value.trim().eq_ignore_ascii_case("when_supported") => {
            Ok(Checksums::WhenSupported)
        }
        Some((_, value)) if value.trim().eq_ignore_ascii_case("when_required") => {
            Ok(Checksums::WhenRequired)
        }
        Some((name, _)) => Err(Failure::Failed(format!(
            "`{name}` is neither `when_supported` nor `when_required`"
        ))),
    }
}
