//! The compression of requests in the environment and the selected profile.

use super::super::Client;
use super::failure::Failure;
use super::profiles::Profiles;
use super::settings::{is_on, setting};
use super::system::Machine;

/// The largest value of the setting.
const MAX_MIN_SIZE: usize = 1 << 20;

/// Sets the size from which a client compresses bodies.
///
/// # Errors
///
/// Fails if a setting is invalid.
pub fn apply(
    client: Client,
    machine: &dyn Machine,
    profiles: &Profiles,
) -> Result<Client, Failure> {
    let value = |variable, property| setting(machine, profiles, variable, property);
    let size =
        value("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "request_min_compression_size_bytes");
    let size = size.map(min_size).transpose()?;
    if is_on(value("AWS_DISABLE_REQUEST_COMPRESSION", "disable_request_compression"))? {
        return Ok(client.compression(None));
    }
    Ok(match size {
        Some(_) => client.compression(size),
        None => client,
    })
}

fn min_size((name, value): (&str, String)) -> Result<usize, Failure> {
    let size = value.trim().parse().ok().filter(|size| (1..=MAX_MIN_SIZE).contains(size));
    size.ok_or_else(|| {
        Failure::Failed(format!("`{name}` is not a number of bytes from 1 to {MAX_MIN_SIZE}"))
    })
}
