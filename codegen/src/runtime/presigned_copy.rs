//! Copies from another region: the presigned URL with which a service reads the source.

use std::time::Duration;

use http::{Method, Request, Uri};

use super::credentials::Credentials;
use super::percent;
use super::request_extensions::PresignedCopy;
use super::sigv4::{Signing, SigningError, presign};

/// The time for which the URL is valid, as in botocore.
const EXPIRES_IN: Duration = Duration::new(3600, 0);

/// Adds the presigned URL to the form of a request with a host, if the request is a [`PresignedCopy`]. `signing` is the
/// signature of the request itself. The URL is the same call of the source region, with the destination.
///
/// # Errors
///
/// See [`presign`].
pub fn add_presigned_url(
    request: &mut Request<Vec<u8>>,
    credentials: &Credentials,
    signing: &Signing<'_>,
) -> Result<(), SigningError> {
    let Some(copy) = request.extensions().get::<PresignedCopy>() else { return Ok(()) };
    let form = String::from_utf8_lossy(request.body());
    let with_destination = with(&form, "DestinationRegion", signing.region);
    // The endpoints of both regions differ in the name of the region only.
    let uri = request.uri().to_string().replace(signing.region, &copy.source_region);
    let uri = format!("{}?{with_destination}", uri.split('?').next().unwrap_or_default());
    let mut source = Request::new(Vec::new());
    *source.method_mut() = Method::GET;
    *source.uri_mut() = Uri::try_from(uri).map_err(|_| SigningError::Uri)?;
    let in_source = Signing { region: &copy.source_region, ..*signing };
    presign(&mut source, credentials, &in_source, EXPIRES_IN)?;
    let mut signed = with(&form, copy.url_key, &source.uri().to_string());
    if copy.sends_destination {
        signed = with(&signed, "DestinationRegion", signing.region);
    }
    *request.body_mut() = signed.into_bytes();
    Ok(())
}

/// A form in which a key has this value.
fn with(form: &str, key: &str, value: &str) -> String {
    let mut pair = format!("{key}=");
    percent::encode(&mut pair, value, "");
    let mut pairs: Vec<&str> = form.split('&').collect();
    match pairs.iter_mut().find(|pair| pair.split('=').next() == Some(key)) {
        Some(old) => *old = &pair,
        None => pairs.push(&pair),
    }
    pairs.join("&")
}
