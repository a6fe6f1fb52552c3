//! The signatures of the chunks and of the trailer of a body.

use super::hex::hex;
use super::sha256::sha256;
use super::sigv4::{Signature, SigningKey};

/// Signs the parts of a body in order. Each signature contains the one before; the first one that of the request.
#[derive(Clone, Debug)]
pub struct ChunkSigner {
    key: SigningKey,
    previous: String,
}

impl ChunkSigner {
    /// The signer of the body of a signed request.
    #[must_use]
    pub fn new(seed: Signature) -> Self {
        Self { key: seed.key, previous: seed.hex }
    }

    /// Returns the signature of the next chunk. The last chunk is empty.
    pub fn chunk(&mut self, data: &[u8]) -> &str {
        let hashes = format!("{}\n{}", hex(&sha256(&[])), hex(&sha256(data)));
        self.sign("AWS4-HMAC-SHA256-PAYLOAD", &hashes)
    }

    /// Returns the signature of the trailer, of which each line such as `x-amz-checksum-crc32:AAAAAA==` ends with a line
    /// feed.
    pub fn trailer(&mut self, lines: &str) -> &str {
        self.sign("AWS4-HMAC-SHA256-TRAILER", &hex(&sha256(lines.as_bytes())))
    }

    fn sign(&mut self, algorithm: &str, hashes: &str) -> &str {
        let signature = self.key.sign(algorithm, &format!("{}\n{hashes}", self.previous));
        self.previous = hex(&signature);
        &self.previous
    }
}
