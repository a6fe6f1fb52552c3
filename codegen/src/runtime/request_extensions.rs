//! Request extensions: requirements of the model that the sender of a request has to implement.

use super::request::RequestBuilder;

/// Authentication other than `SigV4` with a signed body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// No authentication.
    Unsigned,
    /// A token in the header `Authorization: Bearer`.
    Bearer,
    /// `SigV4` with `UNSIGNED-PAYLOAD` instead of the hash of the body.
    UnsignedPayload,
}

/// The body is a stream. The request has an empty body, and the sender supplies the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream;

/// The body of a successful response is a stream. `parse` does not read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamedReply;

/// The checksum that the request needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checksum {
    /// Whether the service rejects a request without a checksum.
    pub required: bool,
    /// The algorithm in a member of the input. `Content-MD5` is the default.
    pub algorithm: Option<String>,
    /// Whether the request asks for a checksum of the response body.
    pub validates_reply: bool,
    /// The possible checksum algorithms of the response, in order of preference.
    pub reply_algorithms: &'static [&'static str],
}

/// The encodings that may compress a large request body, in order of preference. The sender sets `Content-Encoding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compression(pub &'static [&'static str]);

/// The service returns the endpoint of the operation (endpoint discovery).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointDiscovery {
    /// The default endpoint works too.
    Optional,
    /// Only the discovered endpoint works.
    Required,
}

impl RequestBuilder {
    /// Attaches an extension to the request.
    pub fn attach<T: Clone + Send + Sync + 'static>(&mut self, extension: T) {
        self.extensions.insert(extension);
    }
}
