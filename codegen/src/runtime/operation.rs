//! What every operation offers: a request to send, and a way to read the reply.

use http::{HeaderMap, StatusCode};

use super::error::OperationError;
use super::request::BuildError;
use super::service::Service;

/// A request that is ready for any HTTP client: method, path, query, headers and body.
///
/// Its URI has no host: [`resolve`](super::endpoint::resolve) adds scheme and host. The caller signs the request.
pub type Request = http::Request<Vec<u8>>;

/// An operation of the service. Its value is the input; nothing here does any I/O.
pub trait Operation {
    /// What a successful reply holds.
    type Output: 'static;

    /// Why the operation failed.
    type Error: OperationError;

    /// The service that it is an operation of.
    const SERVICE: Service;

    /// The name of the operation in the model.
    const NAME: &'static str;

    /// The HTTP request that asks for this operation. Where it goes is for
    /// [`resolve`](super::endpoint::resolve) to say, which knows of host prefixes. To try again, send the same request:
    /// another one would have another idempotency token.
    ///
    /// # Errors
    ///
    /// Fails if the input has no correct request, such as an empty path label.
    fn request(&self) -> Result<Request, BuildError>;

    /// Reads the reply to [`request`](Self::request).
    ///
    /// # Errors
    ///
    /// Every status outside 2xx is an error of the service. A 2xx reply fails if its body cannot be read.
    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error>;
}
