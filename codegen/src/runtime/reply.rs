//! HTTP responses.

use http::{HeaderMap, StatusCode};

use super::decode_error;
use super::error::{ErrorHead, ErrorReply, MalformedReply, OperationError, Retry};

const REQUEST_ID_HEADERS: [&str; 2] = ["x-amzn-requestid", "x-amz-request-id"];

/// The request ID of a response, which AWS Support asks for.
#[must_use]
pub fn request_id(headers: &HeaderMap) -> Option<&str> {
    REQUEST_ID_HEADERS.into_iter().find_map(|name| headers.get(name)?.to_str().ok())
}

/// An HTTP response.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
}

impl<'a> Reply<'a> {
    /// Creates a response from the parts that the HTTP client received.
    #[must_use]
    pub fn new(status: StatusCode, headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        Self { status, headers, body }
    }

    /// Returns the response if its status is 2xx.
    ///
    /// # Errors
    ///
    /// For other statuses, fails with the error that `read_error` returns.
    pub fn success<E: OperationError>(
        self,
        read_error: fn(&Self) -> ErrorReply,
    ) -> Result<Self, E> {
        if self.status.is_success() {
            Ok(self)
        } else {
            Err(E::from_reply(read_error(&self), &self))
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &'a HeaderMap {
        self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// Creates the error for a body that does not match the model.
    pub(super) fn unreadable(&self, error: &decode_error::Error) -> MalformedReply {
        let retry = error.is_cut_off().then_some(Retry::Transient);
        self.malformed(&error.to_string()).with_retry(retry)
    }

    /// Creates the error for a response that does not match the model.
    pub(super) fn malformed(&self, reason: &str) -> MalformedReply {
        MalformedReply::new(ErrorHead::of_status(self.status, self.headers), reason.to_owned())
    }
}
