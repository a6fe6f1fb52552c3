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

/// The request copies something from another region, and needs a presigned URL of the same call of that region. The sender
/// signs the URL and adds it to the form (`presigned_copy::add_presigned_url`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresignedCopy {
    /// The region of the source.
    pub source_region: String,
    /// The key of the URL in the form.
    pub url_key: &'static str,
    /// Whether the form contains the region of the request in `DestinationRegion`.
    pub sends_destination: bool,
}

impl RequestBuilder {
    /// Attaches an extension to the request.
    pub fn attach<T: Clone + Send + Sync + 'static>(&mut self, extension: T) {
        self.extensions.insert(extension);
    }

    /// Attaches a [`PresignedCopy`] to a copy from another region, unless the caller sets the URL.
    pub fn presigned_copy(
        &mut self,
        source_region: Option<&str>,
        url: Option<&str>,
        url_key: &'static str,
        sends_destination: bool,
    ) {
        if let (Some(source_region), None) = (source_region, url) {
            let source_region = source_region.to_owned();
            self.attach(PresignedCopy { source_region, url_key, sends_destination });
        }
    }
}
