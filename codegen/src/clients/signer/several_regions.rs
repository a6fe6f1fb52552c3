//! Signatures with `SigV4`, and with `SigV4a` for endpoints with a set of regions.

use std::time::{Duration, SystemTime};

use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};

use super::super::runtime::Request;
use super::super::runtime::credentials::Credentials;
use super::super::runtime::sigv4a::{PrivateKey, Signing, SigningError};
use super::super::runtime::{sigv4, sigv4a};

pub(super) fn sign(
    request: &mut Request,
    credentials: &Credentials,
    signing: &Signing<'_>,
) -> Result<(), SigningError> {
    if signing.has_region_set() {
        sigv4a::sign(request, credentials, signing, |message| ecdsa(credentials, message))
    } else {
        sigv4::sign(request, credentials, signing).map(drop)
    }
}

pub(super) fn presign(
    request: &mut Request,
    credentials: &Credentials,
    signing: &Signing<'_>,
    expires_in: Duration,
) -> Result<SystemTime, SigningError> {
    if signing.has_region_set() {
        let signature = |message: &[u8]| ecdsa(credentials, message);
        sigv4a::presign(request, credentials, signing, expires_in, signature)
    } else {
        sigv4::presign(request, credentials, signing, expires_in)
    }
}

/// The signature of a message with the key of the credentials, in DER.
fn ecdsa(credentials: &Credentials, message: &[u8]) -> Result<Vec<u8>, SigningError> {
    let key = PrivateKey::derive(credentials)?;
    let key = SigningKey::from_slice(key.bytes()).map_err(|_| SigningError::Key)?;
    let signature: Signature = key.try_sign(message).map_err(|_| SigningError::Key)?;
    Ok(signature.to_der().as_bytes().to_vec())
}
