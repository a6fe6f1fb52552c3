//! Checksums of request bodies, in headers such as `x-amz-checksum-crc32`.

use http::header::{HeaderName, HeaderValue};

use super::checksum::Algorithm;
use super::operation::Request;
use super::request::BuildError;

/// The algorithm, unless the input names one.
const DEFAULT: Algorithm = Algorithm::Crc32;

/// The reason for which another algorithm is refused.
const UNKNOWN: &str = "only CRC32, CRC32C, CRC64NVME, SHA1 and SHA256 checksums are computed; set the checksum itself";

/// The start of the headers with checksums.
const PREFIX: &str = "x-amz-checksum-";

/// The headers with this start that are not checksums.
const OPTIONS: [&str; 3] = ["algorithm", "mode", "type"];

/// The checksums of an operation: a request extension, which [`Checksums::set`] reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checksum {
    /// Whether the service rejects a request without a checksum.
    pub required: bool,
    /// The algorithm in a member of the input.
    pub algorithm: Option<String>,
    /// The header of this member.
    pub algorithm_header: Option<&'static str>,
    /// The header that asks for a checksum of the response body, with the value `ENABLED`.
    pub reply_header: Option<&'static str>,
    /// The possible checksum algorithms of the response.
    pub reply_algorithms: &'static [&'static str],
}

/// The bodies whose checksums are computed and verified.
///
/// Servers that are compatible with S3 may reject checksums that S3 does not require.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checksums {
    /// All bodies for which the service has checksums.
    #[default]
    WhenSupported,
    /// The bodies that need a checksum, and those whose input names an algorithm.
    WhenRequired,
}

impl Checksums {
    /// Adds the checksum of the body to the headers of a request, and asks for a checksum of the response. Call this before
    /// the request is signed. A checksum that the caller has set stays the only one. The algorithm is CRC-32, unless the
    /// input names one.
    ///
    /// # Errors
    ///
    /// Fails for an unknown algorithm.
    pub fn set(self, request: &mut Request) -> Result<(), BuildError> {
        match self.choose(request)? {
            Some(algorithm) => set(request, algorithm),
            None => Ok(()),
        }
    }

    /// Chooses the algorithm for the body of a request, which is a stream, and sets the other headers of
    /// [`set`](Self::set).
    ///
    /// # Errors
    ///
    /// Fails for an unknown algorithm.
    pub fn choose(self, request: &mut Request) -> Result<Option<Algorithm>, BuildError> {
        self.ask(request);
        self.algorithm(request)
    }

    /// Asks for a checksum of the response.
    pub fn ask(self, request: &mut Request) {
        let checksum = request.extensions().get::<Checksum>();
        let name = checksum.and_then(|checksum| checksum.reply_header);
        if let Some(name) = name.filter(|_| self == Self::WhenSupported) {
            let name = HeaderName::from_static(name);
            request.headers_mut().entry(name).or_insert(HeaderValue::from_static("ENABLED"));
        }
    }

    /// Chooses the algorithm for the body of a request, and sets its header.
    ///
    /// # Errors
    ///
    /// Fails for an unknown algorithm.
    pub fn algorithm(self, request: &mut Request) -> Result<Option<Algorithm>, BuildError> {
        let Some(checksum) = request.extensions().get::<Checksum>().cloned() else {
            return Ok(None);
        };
        let is_supported = self == Self::WhenSupported;
        let headers = request.headers_mut();
        if headers.keys().any(is_checksum) {
            return Ok(None);
        }
        let header = checksum.algorithm_header.map(HeaderName::from_static);
        match (checksum.algorithm, header) {
            (Some(name), header) => {
                let known = Algorithm::from_name(&name).map(Some);
                let header = header.map(|header| header.to_string()).unwrap_or_default();
                known.ok_or(BuildError::Member(header, UNKNOWN))
            }
            (None, header) if checksum.required || (header.is_some() && is_supported) => {
                if let Some(header) = header {
                    headers.insert(header, HeaderValue::from_static(DEFAULT.name()));
                }
                Ok(Some(DEFAULT))
            }
            (None, _) => Ok(None),
        }
    }
}

/// Adds the checksum of the body to the headers of a request.
///
/// # Errors
///
/// Fails if the checksum is not a valid header value.
pub fn set(request: &mut Request, algorithm: Algorithm) -> Result<(), BuildError> {
    let text = HeaderValue::from_str(&algorithm.of(request.body()));
    let text = text.map_err(|_| BuildError::Header(algorithm.header().to_string()))?;
    request.headers_mut().insert(algorithm.header(), text);
    Ok(())
}

/// The algorithms with which the response of a request is verified; none, unless the request asks for a checksum.
#[must_use]
pub fn reply_algorithms(request: &Request) -> &'static [&'static str] {
    let Some(checksum) = request.extensions().get::<Checksum>() else { return &[] };
    let asks = checksum.reply_header.is_some_and(|name| request.headers().contains_key(name));
    if asks { checksum.reply_algorithms } else { &[] }
}

fn is_checksum(name: &HeaderName) -> bool {
    let name = name.as_str().strip_prefix(PREFIX);
    name.is_some_and(|name| !OPTIONS.contains(&name))
}
