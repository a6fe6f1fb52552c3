//! Idempotency tokens: unique values by which a service recognizes a request that is sent again.

use std::collections::hash_map::RandomState;
use std::fmt::Write;
use std::hash::{BuildHasher, Hasher};
use std::sync::{PoisonError, RwLock};

static SOURCE: RwLock<fn() -> String> = RwLock::new(random);

/// Replaces the function that creates tokens, for the whole program.
///
/// The default creates random UUIDs from the seeds of the standard library's hash maps. These are not random on
/// platforms without an operating system, such as `wasm32-unknown-unknown`.
pub fn set_source(source: fn() -> String) {
    *SOURCE.write().unwrap_or_else(PoisonError::into_inner) = source;
}

/// Returns the given token, or a new one.
#[must_use]
pub fn or_new(token: Option<&str>) -> String {
    token.map_or_else(|| SOURCE.read().unwrap_or_else(PoisonError::into_inner)(), str::to_owned)
}

/// Creates a random UUID (RFC 9562, version 4).
fn random() -> String {
    // Each `RandomState` has new random keys, which SipHash turns into 64 random bits.
    let mut bytes = Vec::new();
    for _ in 0..2 {
        bytes.extend(RandomState::new().build_hasher().finish().to_be_bytes());
    }
    let mut token = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
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
