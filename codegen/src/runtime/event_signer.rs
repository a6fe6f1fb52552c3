//! The signatures of the messages of an event stream.

use std::time::SystemTime;

use super::Timestamp;
use super::credentials::Credentials;
use super::hex::hex;
use super::sha256::sha256;
use super::sigv4::{Signing, SigningKey};

/// Signs messages in order. Each signature contains the one before; the first one that of the request.
#[derive(Clone, Debug)]
pub struct EventSigner {
    credentials: Credentials,
    region: String,
    service: String,
    previous: String,
}

impl EventSigner {
    /// The signer of the events of a request with this signature in hexadecimal digits.
    #[must_use]
    pub fn new(credentials: Credentials, region: &str, service: &str, seed: &str) -> Self {
        let (region, service, previous) = (region.into(), service.into(), seed.into());
        Self { credentials, region, service, previous }
    }

    /// Returns the headers of the message around the next event: `:chunk-signature` and `:date`, encoded. `payload` is the
    /// encoded event; the last one is empty.
    pub fn headers(&mut self, payload: &[u8], time: SystemTime) -> Vec<u8> {
        let date = date(time);
        let hashes =
            format!("{}\n{}\n{}", self.previous, hex(&sha256(&date)), hex(&sha256(payload)));
        // The time may be on another day than that of the event before.
        let signing = Signing::new(&self.region, &self.service, time);
        let key = SigningKey::new(&self.credentials, &signing);
        let signature = key.sign("AWS4-HMAC-SHA256-PAYLOAD", &hashes);
        self.previous = hex(&signature);
        // The signature is a byte array with its length.
        [b"\x10:chunk-signature\x06\0\x20", &signature[..], &date].concat()
    }
}

/// The encoded header `:date`, in whole seconds.
fn date(time: SystemTime) -> Vec<u8> {
    let milliseconds = Timestamp::from(time).seconds().saturating_mul(1000);
    let mut header = b"\x05:date\x08".to_vec();
    header.extend(milliseconds.to_be_bytes());
    header
}
