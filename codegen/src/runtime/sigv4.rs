//! Signature Version 4 of AWS. Everything here is pure: nothing is sent, and the time is an argument.
//!
//! [`sign`] adds the signature to the headers of a request, [`presign`] to its URL.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::Request;

use super::credentials::Credentials;
use super::hex::hex;
use super::hmac::hmac_sha256;
use super::signed_request::{Scheme, sign_headers, sign_url};
pub use super::signing::{Signing, SigningError};
use super::signing_scope::Scope;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The key for the signatures of one day, region and service.
#[derive(Clone)]
pub struct SigningKey {
    key: [u8; 32],
    scope: Scope,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("scope", &self.scope.path).finish_non_exhaustive()
    }
}

impl SigningKey {
    /// Derives the key from credentials.
    #[must_use]
    pub fn new(credentials: &Credentials, signing: &Signing<'_>) -> Self {
        let scope = Scope::new(signing.time, &[signing.region, signing.service]);
        let secret = format!("AWS4{}", credentials.secret_access_key());
        let mut key = hmac_sha256(secret.as_bytes(), scope.date().as_bytes());
        for part in [signing.region, signing.service, "aws4_request"] {
            key = hmac_sha256(&key, part.as_bytes());
        }
        Self { key, scope }
    }

    /// Signs hashes of data with an algorithm such as `AWS4-HMAC-SHA256-PAYLOAD`, for the time of the key.
    #[must_use]
    pub fn sign(&self, algorithm: &str, hashes: &str) -> [u8; 32] {
        self.signature(&self.scope.to_sign(algorithm, hashes))
    }

    fn signature(&self, to_sign: &str) -> [u8; 32] {
        hmac_sha256(&self.key, to_sign.as_bytes())
    }

    fn scheme(&self) -> Scheme<'_> {
        Scheme { algorithm: ALGORITHM, scope: &self.scope, region_set: None }
    }
}

/// The signature of a request, with which the signatures of the parts of its body begin.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The key of the signature.
    pub key: SigningKey,
    /// The signature in hexadecimal digits.
    pub hex: String,
}

/// Signs a request in its headers: `authorization`, `x-amz-date`, and with a session token `x-amz-security-token`.
///
/// Replaces an earlier signature. A header `x-amz-content-sha256` stands in place of the hash of the body. The host is that of the `host` header or else of the URI.
///
/// # Errors
///
/// Fails if the request has no host, or a header that is not UTF-8. The request is then unchanged.
pub fn sign<B: AsRef<[u8]>>(
    request: &mut Request<B>,
    credentials: &Credentials,
    signing: &Signing<'_>,
) -> Result<Signature, SigningError> {
    let key = SigningKey::new(credentials, signing);
    let signature = |to_sign: &str| Ok(hex(&key.signature(to_sign)));
    let hex = sign_headers(request, credentials, signing, &key.scheme(), signature)?;
    Ok(Signature { key, hex })
}

/// Signs a request in its URL, which is valid for `expires_in`, for at most seven days, and no longer than the
/// credentials. Returns the time at which the URL expires.
///
/// The body is not signed for S3, and must be empty for other services unless [`Signing::signs_body`] is off. Whoever
/// uses the URL must send the headers of the request, too.
///
/// # Errors
///
/// See [`sign`].
pub fn presign<B: AsRef<[u8]>>(
    request: &mut Request<B>,
    credentials: &Credentials,
    signing: &Signing<'_>,
    expires_in: Duration,
) -> Result<SystemTime, SigningError> {
    let key = SigningKey::new(credentials, signing);
    let signature = |to_sign: &str| Ok(hex(&key.signature(to_sign)));
    sign_url(request, credentials, signing, &key.scheme(), expires_in, signature)
}
