//! A signed request, whatever the algorithm of the signature is.

use std::fmt::Write;
use std::time::{Duration, SystemTime};

use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use http::uri::PathAndQuery;
use http::{HeaderMap, Request, Uri};

use super::canonical_request::{SignedHeaders, canonical_query, canonical_request, encoded, text};
use super::credentials::Credentials;
use super::hex::hex;
use super::sha256::sha256;
use super::signing::{Signing, SigningError};
use super::signing_scope::Scope;

/// The hash in place of a body that is not signed.
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const DATE: HeaderName = HeaderName::from_static("x-amz-date");
const REGION_SET: HeaderName = HeaderName::from_static("x-amz-region-set");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// The longest time for which a presigned URL is valid.
const MAX_EXPIRY: Duration = Duration::new(604_800, 0);

/// The algorithm of a signature, and its scope.
pub struct Scheme<'a> {
    /// The name of the algorithm, such as `AWS4-HMAC-SHA256`.
    pub algorithm: &'static str,
    pub scope: &'a Scope,
    /// The regions, if the scope has none.
    pub region_set: Option<&'a str>,
}

/// Signs a request in its headers. `signature` signs a text. The request is unchanged if this fails.
pub fn sign_headers<B: AsRef<[u8]>>(
    request: &mut Request<B>,
    credentials: &Credentials,
    signing: &Signing<'_>,
    scheme: &Scheme<'_>,
    signature: impl FnOnce(&str) -> Result<String, SigningError>,
) -> Result<String, SigningError> {
    let Scheme { algorithm, scope, region_set } = *scheme;
    let mut headers = without_signature(request.headers());
    let payload = match headers.get(CONTENT_SHA256) {
        Some(hash) => text(&CONTENT_SHA256, hash)?.to_owned(),
        None => body_hash(request, signing),
    };
    headers.insert(DATE, value(&scope.time)?);
    if let Some(regions) = region_set {
        headers.insert(REGION_SET, value(regions)?);
    }
    if signing.adds_content_sha256 {
        headers.insert(CONTENT_SHA256, value(&payload)?);
    }
    if let Some(token) = credentials.session_token() {
        headers.insert(SECURITY_TOKEN, secret(token)?);
    }
    let not_signed: &[&str] = if signing.signs_token { &[] } else { &["x-amz-security-token"] };
    let signed = SignedHeaders::of(&headers, request.uri(), not_signed)?;
    let query = canonical_query(request.uri().query().unwrap_or_default());
    let canonical = canonical_request(request, signing, &query, &signed, &payload);
    let signature = signature(&to_sign(scheme, &canonical))?;
    let authorization = format!(
        "{algorithm} Credential={}/{}, SignedHeaders={}, Signature={signature}",
        credentials.access_key_id(),
        scope.path,
        signed.names
    );
    headers.insert(AUTHORIZATION, secret(&authorization)?);
    *request.headers_mut() = headers;
    Ok(signature)
}

/// Signs a request in its URL. `signature` signs a text. Returns the time at which the URL expires.
pub fn sign_url<B: AsRef<[u8]>>(
    request: &mut Request<B>,
    credentials: &Credentials,
    signing: &Signing<'_>,
    scheme: &Scheme<'_>,
    expires_in: Duration,
    signature: impl FnOnce(&str) -> Result<String, SigningError>,
) -> Result<SystemTime, SigningError> {
    let expires_in = longest(expires_in, credentials, signing);
    let headers = without_signature(request.headers());
    let not_signed = ["x-amz-content-sha256"];
    let signed = SignedHeaders::of(&headers, request.uri(), &not_signed)?;
    let mut query = request.uri().query().unwrap_or_default().to_owned();
    append_parameters(&mut query, credentials, scheme, &signed, expires_in);
    let parameter = |name: &str, value: &str| format!("&{name}={}", encoded(value, ""));
    let token = credentials.session_token();
    let token = token.map(|token| parameter("X-Amz-Security-Token", token)).unwrap_or_default();
    let regions = scheme.region_set.map(|regions| parameter("X-Amz-Region-Set", regions));
    let regions = regions.unwrap_or_default();
    let signed_token = if signing.signs_token { token.as_str() } else { "" };
    let signed_query = canonical_query(&format!("{query}{signed_token}{regions}"));
    let payload =
        if signing.is_s3() { UNSIGNED_PAYLOAD.to_owned() } else { body_hash(request, signing) };
    let canonical = canonical_request(request, signing, &signed_query, &signed, &payload);
    let signature = signature(&to_sign(scheme, &canonical))?;
    query = format!("{query}{token}{regions}&X-Amz-Signature={signature}");
    let mut parts = request.uri().clone().into_parts();
    let path = format!("{}?{query}", request.uri().path());
    parts.path_and_query = Some(PathAndQuery::try_from(path).map_err(|_| SigningError::Uri)?);
    *request.uri_mut() = Uri::from_parts(parts).map_err(|_| SigningError::Uri)?;
    *request.headers_mut() = headers;
    Ok(signing.time + expires_in)
}

/// The parameters of the signature, without the session token.
fn append_parameters(
    query: &mut String,
    credentials: &Credentials,
    scheme: &Scheme<'_>,
    signed: &SignedHeaders,
    expires_in: Duration,
) {
    if !query.is_empty() {
        query.push('&');
    }
    // Writing to a string cannot fail.
    let _ = write!(
        query,
        "X-Amz-Algorithm={}&X-Amz-Credential={}&X-Amz-Date={}&X-Amz-SignedHeaders={}&X-Amz-Expires={}",
        scheme.algorithm,
        encoded(format!("{}/{}", credentials.access_key_id(), scheme.scope.path), ""),
        scheme.scope.time,
        encoded(&signed.names, ""),
        expires_in.as_secs(),
    );
}

/// The time for which a URL is valid, in whole seconds.
fn longest(expires_in: Duration, credentials: &Credentials, signing: &Signing<'_>) -> Duration {
    let left = credentials.expires_after().map(|end| end.duration_since(signing.time));
    let left = left.map_or(MAX_EXPIRY, Result::unwrap_or_default);
    Duration::from_secs(expires_in.min(left).min(MAX_EXPIRY).as_secs())
}

fn to_sign(scheme: &Scheme<'_>, canonical: &str) -> String {
    scheme.scope.to_sign(scheme.algorithm, &hex(&sha256(canonical.as_bytes())))
}

/// The hash of the body, or the text in its place.
fn body_hash<B: AsRef<[u8]>>(request: &Request<B>, signing: &Signing<'_>) -> String {
    if signing.signs_body {
        hex(&sha256(request.body().as_ref()))
    } else {
        UNSIGNED_PAYLOAD.to_owned()
    }
}

/// The headers without those of an earlier signature.
fn without_signature(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    for name in [AUTHORIZATION, DATE, REGION_SET, SECURITY_TOKEN] {
        headers.remove(name);
    }
    headers
}

fn value(text: &str) -> Result<HeaderValue, SigningError> {
    HeaderValue::from_str(text).map_err(|_| SigningError::Credentials)
}

/// A header value that `Debug` does not show.
fn secret(text: &str) -> Result<HeaderValue, SigningError> {
    let mut value = value(text)?;
    value.set_sensitive(true);
    Ok(value)
}
