//! The rules of a signature, and its errors.

use std::fmt;
use std::time::SystemTime;

/// The scope of a signature, and the rules of the service.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools)] // Services differ in each of them.
pub struct Signing<'a> {
    /// The signing region, such as `eu-west-1`; for `SigV4a`, the set of regions, such as `*`.
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
    /// The rules of most services, and those of S3 for its signing names.
    #[must_use]
    pub fn new(region: &'a str, service: &'a str, time: SystemTime) -> Self {
        Self {
            region,
            service,
            time,
            signs_body: true,
            adds_content_sha256: true,
            normalizes_path: !is_s3(service),
            encodes_path: !is_s3(service),
            signs_token: true,
        }
    }

    /// Whether the service is S3.
    #[must_use]
    pub fn is_s3(&self) -> bool {
        is_s3(self.service)
    }
}

/// Whether a signing name is one of S3.
fn is_s3(service: &str) -> bool {
    ["s3", "s3-outposts", "s3-object-lambda", "s3express"].contains(&service)
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
    /// The secret access key gives no key of the curve P-256.
    Key,
}

impl fmt::Display for SigningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHost => f.write_str("the request has no host"),
            Self::Header(name) => write!(f, "the value of the header `{name}` is not UTF-8"),
            Self::Credentials => f.write_str(
                "the access key ID, the session token, the region or the service has a character that headers cannot contain",
            ),
            Self::Uri => f.write_str("the signed URL is too long"),
            Self::Key => f.write_str("the secret access key gives no key for a signature"),
        }
    }
}

impl std::error::Error for SigningError {}
