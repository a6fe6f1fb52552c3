//! Signature Version 4a of AWS: the signature of a request for several regions. [`Signing::region`] is the set of regions,
//! such as `*` or `us-east-1,us-west-2`.
//!
//! The curve P-256 is not part of this module: the functions take its signature as an argument.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::Request;

use super::credentials::Credentials;
use super::hex::hex;
use super::hmac::hmac_sha256;
use super::signed_request::{Scheme, sign_headers, sign_url};
pub use super::signing::{Signing, SigningError};
use super::signing_scope::Scope;

const ALGORITHM: &str = "AWS4-ECDSA-P256-SHA256";

/// The order of the curve P-256, less two.
#[rustfmt::skip]
const MAX_CANDIDATE: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
];

/// A private key of the curve P-256.
#[derive(Clone)]
pub struct PrivateKey([u8; 32]);

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(..)")
    }
}

impl PrivateKey {
    /// Derives the key of credentials. It depends on neither the time nor the region, so that a client can keep it.
    ///
    /// # Errors
    ///
    /// Fails if no counter gives a key, which has a probability of less than 2^-8000.
    pub fn derive(credentials: &Credentials) -> Result<Self, SigningError> {
        let secret = format!("AWS4A{}", credentials.secret_access_key());
        let candidates = (1..=254_u8).map(|counter| {
            let id = credentials.access_key_id().as_bytes();
            let message =
                [b"\0\0\0\x01", ALGORITHM.as_bytes(), b"\0", id, &[counter], b"\0\0\x01\0"];
            hmac_sha256(secret.as_bytes(), &message.concat())
        });
        let mut candidates = candidates.filter(|candidate| *candidate <= MAX_CANDIDATE);
        candidates.next().map(|candidate| Self(successor(candidate))).ok_or(SigningError::Key)
    }

    /// The number, in big-endian byte order.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The number after a big-endian number that is not the largest one.
fn successor(mut number: [u8; 32]) -> [u8; 32] {
    for byte in number.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
    number
}

/// Signs a request in its headers: `authorization`, `x-amz-date`, `x-amz-region-set`, and with a session token
/// `x-amz-security-token`.
///
/// Replaces an earlier signature. `ecdsa` computes the ECDSA signature of the SHA-256 hash of a message, in DER.
///
/// # Errors
///
/// Fails if the request has no host, or a header that is not UTF-8, or if `ecdsa` fails. The request is then unchanged.
pub fn sign<B: AsRef<[u8]>>(
    request: &mut Request<B>,
    credentials: &Credentials,
    signing: &Signing<'_>,
    ecdsa: impl FnOnce(&[u8]) -> Result<Vec<u8>, SigningError>,
) -> Result<(), SigningError> {
    let scope = scope(signing);
    let signature = |to_sign: &str| ecdsa(to_sign.as_bytes()).map(|der| hex(&der));
    sign_headers(request, credentials, signing, &scheme(&scope, signing), signature).map(drop)
}

/// Signs a request in its URL. Returns the time at which the URL expires. See [`sign`], and
/// the signer of `SigV4` for the longest time.
///
/// # Errors
///
/// See [`sign`].
pub fn presign<B: AsRef<[u8]>>(
    request: &mut Request<B>,
    credentials: &Credentials,
    signing: &Signing<'_>,
    expires_in: Duration,
    ecdsa: impl FnOnce(&[u8]) -> Result<Vec<u8>, SigningError>,
) -> Result<SystemTime, SigningError> {
    let scope = scope(signing);
    let signature = |to_sign: &str| ecdsa(to_sign.as_bytes()).map(|der| hex(&der));
    sign_url(request, credentials, signing, &scheme(&scope, signing), expires_in, signature)
}

impl Signing<'_> {
    /// Whether the signing region is a set of regions, which needs `SigV4a`.
    #[must_use]
    pub fn has_region_set(&self) -> bool {
        self.region.contains(['*', ','])
    }
}

fn scope(signing: &Signing<'_>) -> Scope {
    Scope::new(signing.time, &[signing.service])
}

fn scheme<'a>(scope: &'a Scope, signing: &Signing<'a>) -> Scheme<'a> {
    Scheme { algorithm: ALGORITHM, scope, region_set: Some(signing.region) }
}
