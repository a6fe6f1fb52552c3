//! Keys in listings of S3, which are percent-encoded if the listing says so.

use super::super::percent;

/// Encodes a key.
pub fn encode(key: &mut Option<String>) {
    if let Some(key) = key {
        let mut encoded = String::new();
        percent::encode(&mut encoded, &*key, "/");
        *key = encoded;
    }
}
