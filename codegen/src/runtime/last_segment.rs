//! IDs that a service returns as a path, such as `/hostedzone/Z1D633PJN98FT9`, and expects without it.

/// The part of an ID after its last slash.
#[must_use]
pub fn of(id: &str) -> String {
    id.rsplit('/').next().unwrap_or(id).to_owned()
}
