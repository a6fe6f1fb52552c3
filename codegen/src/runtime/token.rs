//! Idempotency tokens: unique values by which a service recognizes a request that is sent again.

use std::fmt::Write;
use std::sync::{PoisonError, RwLock};

use super::random;
use super::request::BuildError;

/// `None` if there is no source yet.
static SOURCE: RwLock<Option<fn() -> String>> = RwLock::new(DEFAULT);

/// `RandomState` always has the same keys on platforms without an operating system.
const DEFAULT: Option<fn() -> String> =
    if cfg!(all(target_family = "wasm", target_os = "unknown")) { None } else { Some(uuid) };

/// Replaces the function that creates tokens, for the whole program.
///
/// The default creates random UUIDs from the seeds of the standard library's hash maps, the process ID and the time. On
/// platforms where the seeds are not random, such as `wasm32-unknown-unknown`, there is no default, and requests that need
/// a token fail.
pub fn set_source(source: fn() -> String) {
    *SOURCE.write().unwrap_or_else(PoisonError::into_inner) = Some(source);
}

fn source() -> Option<fn() -> String> {
    *SOURCE.read().unwrap_or_else(PoisonError::into_inner)
}

/// Checks that [`or_new`] can return a token.
///
/// # Errors
///
/// Fails if there is neither a token nor a source of tokens.
pub fn check(token: Option<&str>) -> Result<(), BuildError> {
    if token.is_none() && source().is_none() { Err(BuildError::NoTokenSource) } else { Ok(()) }
}

/// Returns the given token, or a new one.
#[must_use]
pub fn or_new(token: Option<&str>) -> String {
    match (token, source()) {
        (Some(token), _) => token.to_owned(),
        (None, Some(source)) => source(),
        // Requests without a token have failed in `check`.
        (None, None) => String::new(),
    }
}

/// Creates a random UUID (RFC 9562, version 4).
fn uuid() -> String {
    let bits = u128::from(random::bits()) << 64 | u128::from(random::bits());
    let mut token = String::with_capacity(36);
    for (index, byte) in bits.to_be_bytes().into_iter().enumerate() {
        if [4, 6, 8, 10].contains(&index) {
            token.push('-');
        }
        let byte = match index {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        // Writing to a string cannot fail.
        let _ = write!(token, "{byte:02x}");
    }
    token
}
