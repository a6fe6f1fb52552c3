//! What a model asks of the code that sends a request. Each of these is an extension of the requests that have it.

use super::request::RequestBuilder;

/// Authentication other than `SigV4` with a signed body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Not at all.
    Unsigned,
    /// By a token, in the header `Authorization: Bearer`.
    Bearer,
    /// With `SigV4`, and `UNSIGNED-PAYLOAD` stands for the body.
    UnsignedPayload,
}

/// The body is a stream, which the caller has: that of the request is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream;

/// The body of a successful reply is a stream, which `parse` leaves to the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamedReply;

/// The checksum that a body is sent with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checksum {
    /// Whether the service rejects the request without one.
    pub required: bool,
    /// The algorithm that the request names in a member of its own. Without one, `Content-MD5` is what every service
    /// takes.
    pub algorithm: Option<String>,
    /// Whether the request asks for a checksum of the reply's body.
    pub validates_reply: bool,
    /// The algorithms that the checksum of the reply may be of, the best first.
    pub reply_algorithms: &'static [&'static str],
}

/// The encodings that a large body may be compressed with, the best first; the header `Content-Encoding` then names
/// the one that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compression(pub &'static [&'static str]);

/// The service may name another endpoint for the operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointDiscovery {
    /// The usual endpoint answers, too.
    Optional,
    /// Only the endpoint that the service names answers.
    Required,
}

impl RequestBuilder {
    /// Attaches an extension to the request.
    pub fn attach<T: Clone + Send + Sync + 'static>(&mut self, extension: T) {
        self.extensions.insert(extension);
    }
}
