//! The source of a copy within S3: `BUCKET/KEY`, or the ARN of an access point with `/object/KEY`.

use super::super::percent;

/// The start of the version.
const VERSION: &str = "?versionId=";

/// Percent-encodes a source, but not its `?versionId=`.
#[must_use]
pub fn encoded(source: &str) -> String {
    let mut versions = source.match_indices(VERSION).map(|(at, _)| source.split_at(at));
    let is_version = |(_, version): &(&str, &str)| has_id(version);
    let (object, version) = versions.find(is_version).unwrap_or((source, ""));
    let mut encoded = String::new();
    percent::encode(&mut encoded, object, "/");
    encoded + version
}

/// Whether a text such as `?versionId=abc` has an ID.
fn has_id(text: &str) -> bool {
    let id = text.strip_prefix(VERSION);
    id.is_some_and(|id| !id.is_empty() && !id.contains(char::is_whitespace))
}
