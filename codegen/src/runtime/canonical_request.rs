//! The canonical form of a request, which is signed.

use std::fmt::Write;

use http::header::{HOST, HeaderName, HeaderValue};
use http::uri::Scheme;
use http::{HeaderMap, Request, Uri};

use super::signing::{Signing, SigningError};
use super::{percent, percent_decode};

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

/// The signed headers: their lines in the canonical request, and their names.
pub struct SignedHeaders {
    lines: String,
    pub names: String,
}

impl SignedHeaders {
    pub fn of(headers: &HeaderMap, uri: &Uri, not_signed: &[&str]) -> Result<Self, SigningError> {
        let is_signed = |name: &&str| !NOT_SIGNED.contains(name) && !not_signed.contains(name);
        let host_name = (!headers.contains_key(HOST)).then_some(HOST.as_str());
        let names = headers.keys().map(HeaderName::as_str).filter(is_signed);
        let names = sorted(names.chain(host_name));
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

/// Writes the canonical request. `query` and `payload` are in their canonical forms.
pub fn canonical_request<B>(
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
pub fn canonical_query(query: &str) -> String {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let canonical = |text: &str| encoded(percent_decode::decode(text), "");
    let pairs = sorted(pairs.map(|(key, value)| [canonical(key), canonical(value)]));
    let pairs: Vec<String> = pairs.iter().map(|pair| pair.join("=")).collect();
    pairs.join("&")
}

/// Sorts a few items. The sort of the standard library takes longer to build.
fn sorted<T: PartialOrd>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut sorted = Vec::new();
    for item in items {
        let at = sorted.partition_point(|other| *other < item);
        sorted.insert(at, item);
    }
    sorted
}

/// A percent-encoded text, in which the characters of `keep` are not encoded.
pub fn encoded(text: impl AsRef<[u8]>, keep: &str) -> String {
    let mut encoded = String::new();
    percent::encode(&mut encoded, text, keep);
    encoded
}

/// The text of a header value.
pub fn text(name: impl AsRef<str>, value: &HeaderValue) -> Result<&str, SigningError> {
    let invalid = |_| SigningError::Header(name.as_ref().to_owned());
    std::str::from_utf8(value.as_bytes()).map_err(invalid)
}
