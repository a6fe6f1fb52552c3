//! The authentication code HMAC-SHA256 (RFC 2104), by `ring`, which TLS uses, too.

use ring::hmac::{HMAC_SHA256, Key, sign};

/// Computes the authentication code of a message.
#[must_use]
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut code = [0; 32];
    code.copy_from_slice(sign(&Key::new(HMAC_SHA256, key), message).as_ref());
    code
}
