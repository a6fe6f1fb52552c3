//! The tree hash of Amazon Glacier: SHA-256 hashes of 1 MiB chunks, combined in pairs.

use http::header::HeaderValue;

use super::hex::hex;
use super::request::RequestBuilder;
use super::sha256::sha256;

const CHUNK: usize = 1 << 20;

/// Computes the tree hash of bytes.
#[must_use]
pub fn tree_hash(bytes: &[u8]) -> [u8; 32] {
    let mut level: Vec<[u8; 32]> = bytes.chunks(CHUNK).map(sha256).collect();
    while level.len() > 1 {
        let pair = |pair: &[[u8; 32]]| match pair {
            // A hash without a partner moves up.
            [one] => *one,
            pair => sha256(&pair.concat()),
        };
        level = level.chunks(2).map(pair).collect();
    }
    level.pop().unwrap_or_else(|| sha256(&[]))
}

impl RequestBuilder {
    /// Sets the headers with the SHA-256 hash and the tree hash of the body, unless a member has set them.
    pub fn body_hashes(&mut self) {
        let hashes = [
            ("x-amz-content-sha256", sha256(&self.body)),
            ("x-amz-sha256-tree-hash", tree_hash(&self.body)),
        ];
        for (name, hash) in hashes {
            // Hexadecimal digits are always a valid header value.
            if let Ok(value) = HeaderValue::try_from(hex(&hash)) {
                self.headers.entry(name).or_insert(value);
            }
        }
    }
}
