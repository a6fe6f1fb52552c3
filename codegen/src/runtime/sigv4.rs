//! Signature Version 4 of AWS. Everything here is pure: nothing is sent, and the time is an argument.
//!
//! [`sign`] adds the signature to the headers of a request, [`presign`] to its URL.

use std::fmt::{self, Write};
use std::time::{Duration, SystemTime};

use http::header::{AUTHORIZATION, HOST, HeaderName, HeaderValue};
use http::uri::{PathAndQuery, Scheme};
use http::{HeaderMap, Request, Uri};

use super::credentials::Credentials;
use super::hmac::hmac_sha256;
use super::sha256::{hex, sha256};
use super::{Timestamp, percent};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The hash in place of a body that is not signed.
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const DATE: HeaderName = HeaderName::from_static("x-amz-date");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// Headers that are not signed, since proxies and HTTP clients change them. This is the list of botocore.
const NOT_SIGNED: [&str; 15] = [
    "authorization",
    "baggage",
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// The longest time for which a presigned URL is valid.
const MAX_EXPIRY: Duration = Duration::new(604_800, 0);

/// The scope of a signature, and the rules of the service.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools)] // Services differ in each of them.
pub struct Signing<'a> {
    /// The signing region, such as `eu-west-1`.
    pub region: &'a str,
    /// The signing name of the service, such as `backup`.
    pub service: &'a str,
    /// The time of the signature.
    pub time: SystemTime,
    /// Whether the body is signed.
    pub signs_body: bool,
    /// Whether the header `x-amz-content-sha256` is added, which S3 requires.
    pub adds_content_sha256: bool,
    /// Whether `.`, `..` and empty segments of the path are removed for the signature. S3 is the exception.
    pub normalizes_path: bool,
    /// Whether the path is percent-encoded once more for the signature. S3 is the exception.
    pub encodes_path: bool,
    /// Whether the session token is signed. A few services expect it unsigned.
    pub signs_token: bool,
}

impl<'a> Signing<'a> {
    /// The rules of most services.
    #[must_use]
    pub fn new(region: &'a str, service: &'a str, time: SystemTime) -> Self {
        Self {
            region,
            service,
            time,
            signs_body: true,
            adds_content_sha256: true,
            normalizes_path: true,
            encodes_path: true,
            signs_token: true,
        }
    }
}

/// Signs a request in its headers: `authorization`, `x-amz-date`, and with a session token `x-amz-security-token`.
///
/// Replaces an earlier signature. The host is that of the `host` header or else of the URI.
///
/// # Errors
///
/// Fails if the request has no host, or a header that is not UTF-8. The request is then unchanged.
pub fn sign<B: AsRef<[u8]>>(
    request: &mut Request<B>,
    credentials: &Credentials,
    signing: &Signing<'_>,
) -> Result<(), SigningError> {
    let time = SigningTime::of(signing.time);
    let mut headers = without_signature(request.headers());
    let payload = match headers.get(CONTENT_SHA256) {
        Some(hash) => text(&CONTENT_SHA256, hash)?.to_owned(),
        None => body_hash(request, signing),
    };
    headers.insert(DATE, value(&time.0)?);
    if signing.adds_content_sha256 {
        headers.insert(CONTENT_SHA256, value(&payload)?);
    }
    let token = credentials.session_token().map(secret).transpose()?;
    if signing.signs_token {
        headers.extend(token.clone().map(|token| (SECURITY_TOKEN, token)));
    }
    let signed = SignedHeaders::of(&headers, request.uri(), &[])?;
    let query = canonical_query(request.uri().query().unwrap_or_default());
    let canonical = canonical_request(request, signing, &query, &signed, &payload);
    let scope = time.scope(signing);
    let signature = signature(&canonical, &time, &scope, credentials, signing);
    let authorization = format!(
        "{ALGORITHM} Credential={}/{scope}, SignedHeaders={}, Signature={signature}",
        credentials.access_key_id(),
        signed.names
    );
    headers.insert(AUTHORIZATION, secret(&authorization)?);
    headers.extend(token.map(|token| (SECURITY_TOKEN, token)));
    *request.headers_mut() = headers;
    Ok(())
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
    let time = SigningTime::of(signing.time);
    let left = credentials.expires_after().map(|end| end.duration_since(signing.time));
    let left = left.map_or(MAX_EXPIRY, Result::unwrap_or_default);
    let expires_in = Duration::from_secs(expires_in.min(left).min(MAX_EXPIRY).as_secs());
    let headers = without_signature(request.headers());
    let not_signed = ["x-amz-content-sha256"];
    let signed = SignedHeaders::of(&headers, request.uri(), &not_signed)?;
    let scope = time.scope(signing);
    let token = credentials
        .session_token()
        .map(|token| format!("&X-Amz-Security-Token={}", encoded(token, "")));
    let token = token.unwrap_or_default();
    let mut query = request.uri().query().unwrap_or_default().to_owned();
    if !query.is_empty() {
        query.push('&');
    }
    // Writing to a string cannot fail.
    let _ = write!(
        query,
        "X-Amz-Algorithm={ALGORITHM}&X-Amz-Credential={}&X-Amz-Date={}&X-Amz-SignedHeaders={}&X-Amz-Expires={}",
        encoded(format!("{}/{scope}", credentials.access_key_id()), ""),
        time.0,
        encoded(&signed.names, ""),
        expires_in.as_secs(),
    );
    if signing.signs_token {
        query.push_str(&token);
    }
    let payload = body_hash(request, signing);
    let canonical =
        canonical_request(request, signing, &canonical_query(&query), &signed, &payload);
    let signature = signature(&canonical, &time, &scope, credentials, signing);
    if !signing.signs_token {
        query.push_str(&token);
    }
    let mut parts = request.uri().clone().into_parts();
    let path = format!("{}?{query}&X-Amz-Signature={signature}", request.uri().path());
    parts.path_and_query = Some(PathAndQuery::try_from(path).map_err(|_| SigningError::Uri)?);
    *request.uri_mut() = Uri::from_parts(parts).map_err(|_| SigningError::Uri)?;
    *request.headers_mut() = headers;
    Ok(signing.time + expires_in)
}

/// The hash of the body, or the text in its place.
fn body_hash<B: AsRef<[u8]>>(request: &Request<B>, signing: &Signing<'_>) -> String {
    if signing.signs_body {
        hex(&sha256(request.body().as_ref()))
    } else {
        UNSIGNED_PAYLOAD.to_owned()
    }
}

/// A time as signatures write it, such as `20150830T123600Z`.
struct SigningTime(String);

impl SigningTime {
    fn of(time: SystemTime) -> Self {
        let text = Timestamp::from_seconds(Timestamp::from(time).seconds()).to_string();
        Self(text.replace(['-', ':'], ""))
    }

    fn date(&self) -> &str {
        self.0.split('T').next().unwrap_or_default()
    }

    fn scope(&self, signing: &Signing<'_>) -> String {
        format!("{}/{}/{}/aws4_request", self.date(), signing.region, signing.service)
    }
}

/// The headers without those of an earlier signature.
fn without_signature(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    for name in [AUTHORIZATION, DATE, SECURITY_TOKEN] {
        headers.remove(name);
    }
    headers
}

/// The signed headers: their lines in the canonical request, and their names.
struct SignedHeaders {
    lines: String,
    names: String,
}

impl SignedHeaders {
    fn of(headers: &HeaderMap, uri: &Uri, not_signed: &[&str]) -> Result<Self, SigningError> {
        let is_signed = |name: &&str| !NOT_SIGNED.contains(name) && !not_signed.contains(name);
        let mut names: Vec<&str> =
            headers.keys().map(HeaderName::as_str).filter(is_signed).collect();
        if !headers.contains_key(HOST) {
            names.push(HOST.as_str());
        }
        names.sort_unstable();
        let mut lines = String::new();
        for &name in &names {
            let values = headers.get_all(name).iter();
            let values = values.map(|value| text(name, value).map(collapsed));
            let mut values: Vec<String> = values.collect::<Result<_, _>>()?;
            if values.is_empty() {
                values.push(host(uri).ok_or(SigningError::NoHost)?);
            }
            let _ = writeln!(lines, "{name}:{}", values.join(","));
        }
        Ok(Self { lines, names: names.join(";") })
    }
}

/// The host of a URI, without user information and the default port.
fn host(uri: &Uri) -> Option<String> {
    let host = uri.host()?.to_ascii_lowercase();
    let default = if uri.scheme() == Some(&Scheme::HTTP) { 80 } else { 443 };
    let port = uri.port_u16().filter(|port| *port != default);
    Some(port.map(|port| format!("{host}:{port}")).unwrap_or(host))
}

/// A header value without outer spaces, and with one space for each run of inner ones.
fn collapsed(value: &str) -> String {
    value.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn canonical_request<B>(
    request: &Request<B>,
    signing: &Signing<'_>,
    query: &str,
    signed: &SignedHeaders,
    payload: &str,
) -> String {
    let mut path = request.uri().path().to_owned();
    if signing.normalizes_path {
        path = normalized(&path);
    }
    if signing.encodes_path {
        path = encoded(&path, "/");
    }
    let SignedHeaders { lines, names } = signed;
    format!("{}\n{path}\n{query}\n{lines}\n{names}\n{payload}", request.method())
}

/// A path without empty segments and dot segments.
fn normalized(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => _ = segments.pop(),
            segment => segments.push(segment),
        }
    }
    let is_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    let end = if is_folder && !segments.is_empty() { "/" } else { "" };
    format!("/{}{end}", segments.join("/"))
}

/// The pairs of a query string, decoded, encoded in one way, and sorted.
fn canonical_query(query: &str) -> String {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let canonical = |text: &str| encoded(decoded(text), "");
    let mut pairs: Vec<_> = pairs.map(|(key, value)| (canonical(key), canonical(value))).collect();
    pairs.sort_unstable();
    let pairs: Vec<String> =
        pairs.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
    pairs.join("&")
}

/// A key or value of a query string without percent-encoding. A plus sign is a space.
fn decoded(text: &str) -> Vec<u8> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let byte = |high: u32, low: u32| u8::try_from(high * 16 + low).unwrap_or_default();
    let mut bytes = text.as_bytes();
    let mut decoded = Vec::new();
    while let Some((first, rest)) = bytes.split_first() {
        bytes = rest;
        decoded.push(match (first, digit(rest.first()), digit(rest.get(1))) {
            (b'%', Some(high), Some(low)) => {
                bytes = &rest[2..];
                byte(high, low)
            }
            (b'+', ..) => b' ',
            _ => *first,
        });
    }
    decoded
}

/// A percent-encoded text, in which the characters of `keep` are not encoded.
fn encoded(text: impl AsRef<[u8]>, keep: &str) -> String {
    let mut encoded = String::new();
    percent::encode(&mut encoded, text, keep);
    encoded
}

fn signature(
    canonical: &str,
    time: &SigningTime,
    scope: &str,
    credentials: &Credentials,
    signing: &Signing<'_>,
) -> String {
    let hash = hex(&sha256(canonical.as_bytes()));
    let to_sign = format!("{ALGORITHM}\n{}\n{scope}\n{hash}", time.0);
    let key = format!("AWS4{}", credentials.secret_access_key());
    let mut key = hmac_sha256(key.as_bytes(), time.date().as_bytes());
    for part in [signing.region, signing.service, "aws4_request", &to_sign] {
        key = hmac_sha256(&key, part.as_bytes());
    }
    hex(&key)
}

fn text(name: impl AsRef<str>, value: &HeaderValue) -> Result<&str, SigningError> {
    let invalid = |_| SigningError::Header(name.as_ref().to_owned());
    std::str::from_utf8(value.as_bytes()).map_err(invalid)
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

/// The error for a request that cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SigningError {
    /// The request has neither a `host` header nor a URI with a host.
    NoHost,
    /// The value of the header of this name is not UTF-8.
    Header(String),
    /// The access key id, the session token, the region or the service has a character that headers cannot contain.
    Credentials,
    /// The signed URL is too long.
    Uri,
}

impl fmt::Display for SigningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHost => f.write_str("the request has no host"),
            Self::Header(name) => write!(f, "the value of the header `{name}` is not UTF-8"),
            Self::Credentials => f.write_str(
                "the credentials or the scope have a character that headers cannot contain",
            ),
            Self::Uri => f.write_str("the signed URL is too long"),
        }
    }
}

impl std::error::Error for SigningError {}
