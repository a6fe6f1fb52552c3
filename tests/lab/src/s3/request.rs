//! Comparison of requests.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::body::Payload;
use super::line::Recorded;
use crate::conformance::trial::{Mismatch, pairs};
use crate::conformance::xml::XmlEquality;

/// Headers that the HTTP client adds, or that depend on the time.
const NOT_COMPARED: [&str; 10] = [
    "accept-encoding",
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "content-length",
    "expect",
    "host",
    "transfer-encoding",
    "user-agent",
    "x-amz-date",
];

/// A request of the driver.
#[derive(Clone, Debug, Deserialize)]
pub struct Sent {
    method: String,
    scheme: Option<String>,
    host: Option<String>,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    signature: String,
    body: Vec<u8>,
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [scheme, host] =
            [&self.scheme, &self.host].map(|part| part.as_deref().unwrap_or_default());
        write!(f, "{} {scheme}://{host}{}", self.method, self.path)
    }
}

/// Compares a request with the recorded one. `lists` are the headers whose values are lists.
///
/// # Errors
///
/// The first difference.
pub fn check(lists: &[String], sent: &Sent, recorded: &Recorded) -> Result<(), Mismatch> {
    let Recorded { method, scheme, host, path, .. } = recorded;
    same(&format!("{method} {scheme}://{host}{path}"), &sent.to_string())?;
    same(&shown(&decoded(&recorded.query)), &shown(&decoded(&sent.query)))?;
    same(&recorded.signature, &sent.signature)?;
    let theirs = recorded.body().map_err(|error| Mismatch::new("a recorded body", error))?;
    let theirs = Payload::read(lower(pairs(&recorded.headers)), theirs);
    let ours = Payload::read(lower(sent.headers.clone()), sent.body.clone());
    let [theirs, ours] = [theirs, ours]
        .map(|payload| payload.map_err(|error| Mismatch::new("a body with its checksum", error)));
    let (theirs, ours) = (theirs?, ours?);
    check_body(&theirs, &ours)?;
    ours.check_hash(scheme).map_err(|error| Mismatch::new("the hash of the body", error))?;
    same(&shown_headers(&theirs, &theirs, lists), &shown_headers(&ours, &theirs, lists))
}

fn same(theirs: &str, ours: &str) -> Result<(), Mismatch> {
    if theirs == ours { Ok(()) } else { Err(Mismatch::new(theirs, ours)) }
}

fn lower(headers: Vec<(String, String)>) -> BTreeMap<String, String> {
    // HTTP removes blanks around values.
    let trimmed = |(name, value): (String, String)| {
        (name.to_ascii_lowercase(), value.trim_matches([' ', '\t']).to_owned())
    };
    headers.into_iter().map(trimmed).collect()
}

/// The headers to compare, one a line. The protocol has a `Content-Type` for bodies, which botocore omits.
fn shown_headers(of: &Payload, theirs: &Payload, lists: &[String]) -> String {
    let is_extra = |name: &str| name == "content-type" && !theirs.headers.contains_key(name);
    let is_compared = |name: &str| !NOT_COMPARED.contains(&name) && !is_extra(name);
    let headers = of.headers.iter().filter(|(name, _)| is_compared(name));
    let mut lines: Vec<String> = headers
        .map(|(name, value)| {
            let is_list = lists.contains(name);
            let value = if is_list { value.replace(", ", ",") } else { value.clone() };
            format!("{name}: {value}")
        })
        .collect();
    lines.extend(of.checksum_in_words());
    lines.join("\n           ")
}

fn check_body(theirs: &Payload, ours: &Payload) -> Result<(), Mismatch> {
    let [their_text, our_text] = [theirs, ours].map(|of| String::from_utf8_lossy(&of.bytes));
    let is_same = theirs.bytes == ours.bytes
        || ours.is_xml() && XmlEquality::default().of(&our_text, &their_text);
    if is_same { Ok(()) } else { Err(Mismatch::new(their_text, our_text)) }
}

/// The pairs of a query string, decoded, in order of their names.
fn decoded(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (percent_decoded(name), percent_decoded(value))
    };
    let mut pairs: Vec<_> = pairs.map(pair).collect();
    // The values of a repeated name keep their order.
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    pairs
}

fn percent_decoded(text: &str) -> String {
    let mut decoded = Some(text.to_owned());
    crate::signer::s3::listing::decode(&mut decoded);
    decoded.unwrap_or_default()
}

fn shown(pairs: &[(String, String)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value:?}"));
    format!("query {}", pairs.collect::<Vec<_>>().join(" "))
}
