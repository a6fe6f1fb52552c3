//! Features of S3 that farrier refuses by name.

/// Parts of the reason of a refusal, and the feature.
const FEATURES: [(&str, &str); 6] = [
    ("S3 Express is not supported", "S3 Express"),
    ("S3 on Outposts is not supported", "S3 on Outposts"),
    ("S3 Object Lambda is not supported", "S3 Object Lambda"),
    ("multi-region access points are not supported", "multi-region access points"),
    ("SigV4a", "SigV4a"),
    ("checksums are computed", "checksum algorithms such as XXHASH3"),
];

/// The feature that a refusal names.
pub fn feature(reason: &str) -> Option<&'static str> {
    FEATURES.iter().find(|(part, _)| reason.contains(part)).map(|(_, feature)| *feature)
}
