//! The authentication code HMAC-SHA256 (RFC 2104).

use super::sha256::{Sha256, sha256};

/// Computes the authentication code of a message.
#[must_use]
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&sha256(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let keyed = |pad: u8, message: &[u8]| {
        let mut hash = Sha256::default();
        hash.update(&block.map(|byte| byte ^ pad));
        hash.update(message);
        hash.finish()
    };
    keyed(0x5c, &keyed(0x36, message))
}
