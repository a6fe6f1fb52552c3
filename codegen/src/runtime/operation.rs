//! The trait [`Operation`].

use http::{HeaderMap, StatusCode};

use super::error::OperationError;
use super::request::BuildError;
use super::service::{Endpoint, NoEndpoint, Region, Service};

/// An HTTP request that has no host and no signature yet.
///
/// Add the scheme and host with [`resolve`](super::endpoint::resolve), then sign and send the request.
pub type Request = http::Request<Vec<u8>>;

/// An operation. A value of the type is the operation's input.
pub trait Operation {
    /// The output of the operation.
    type Output: 'static;

    /// The error of the operation.
    type Error: OperationError;

    /// The service of the operation, with the endpoints of a request without optional members.
    const SERVICE: Service;

    /// The name of the operation in the model.
    const NAME: &'static str;

    /// Whether a request that is sent twice has the same effect as one: reads, idempotent operations, and operations
    /// with an idempotency token. Clients send such requests again after a timeout.
    const REPEATABLE: bool = false;

    /// Returns the HTTP request to send. To retry, send this request again. A newly built request can have another idempotency token.
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

    /// Reads the HTTP response.
    ///
    /// # Errors
    ///
    /// Fails for every status outside 2xx, and if a 2xx response cannot be read.
    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error>;

    /// Reads the HTTP response to this request. For most operations, this is [`parse`](Self::parse).
    ///
    /// # Errors
    ///
    /// See [`parse`](Self::parse).
    fn read(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Self::parse(status, headers, body)
    }
}
