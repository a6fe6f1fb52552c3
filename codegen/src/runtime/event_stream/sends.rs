//! Operations whose request is a stream of events.

use http::header::HeaderValue;
use http::{HeaderMap, StatusCode};

use super::super::error::OperationError;
use super::super::operation::Request;
use super::super::request::{BuildError, RequestBuilder};
use super::super::service::{Endpoint, NoEndpoint, Region, Service};
use super::encode::SentEvent;

/// An operation whose request is a stream of events. It is no [`Operation`](super::super::Operation): clients do not send
/// streams of events.
///
/// To send one, sign the request of [`request`](Self::request), start to send it with your own HTTP client, and then send
/// the frames of [`SignedEvents`](super::signed::SignedEvents).
pub trait SendsEvents {
    /// The output of the operation.
    type Output: 'static;

    /// The error of the operation.
    type Error: OperationError;

    /// The events of the request.
    type Sent: SentEvent;

    /// The service of the operation.
    const SERVICE: Service;

    /// The name of the operation in the model.
    const NAME: &'static str;

    /// Returns the HTTP request, whose body is empty. The events are the body.
    ///
    /// # Errors
    ///
    /// Fails if the input is invalid, for example if a path label is empty.
    fn request(&self) -> Result<Request, BuildError>;

    /// Returns the endpoint of this request in a region.
    ///
    /// # Errors
    ///
    /// Fails if the region name is invalid, or if the service has no endpoint for the request in the region.
    fn endpoint_in(&self, region: &Region) -> Result<Endpoint, NoEndpoint> {
        Self::SERVICE.endpoint(region)
    }

    /// Reads the HTTP response. Of a response with events, it reads the headers.
    ///
    /// # Errors
    ///
    /// Fails for every status outside 2xx, and if a 2xx response cannot be read.
    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error>;
}

impl RequestBuilder {
    /// Leaves the body empty and announces events, each with a signature.
    pub fn events(&mut self) {
        self.body("application/vnd.amazon.eventstream", Vec::new());
        let hash = HeaderValue::from_static("STREAMING-AWS4-HMAC-SHA256-EVENTS");
        self.headers.insert("x-amz-content-sha256", hash);
    }
}
