//! What the HTTP client received, before it is read.

use http::{HeaderMap, StatusCode};

use super::decode::{self, Object};
use super::error::{ErrorHead, ErrorReply, MalformedReply, OperationError};

/// A reply before it is read.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
}

impl<'a> Reply<'a> {
    /// What the HTTP client received.
    #[must_use]
    pub fn new(status: StatusCode, headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        Self { status, headers, body }
    }

    /// This reply, unless its status is that of an error. One of `code_members` then holds the code.
    ///
    /// # Errors
    ///
    /// Fails with what the reply means.
    pub fn success<E: OperationError>(self, code_members: &[&str]) -> Result<Self, E> {
        if self.status.is_success() {
            return Ok(self);
        }
        Err(E::from_reply(ErrorReply::read(&self, code_members), &self))
    }

    /// The status.
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

    /// The JSON object that the body is; an empty body has no members.
    ///
    /// # Errors
    ///
    /// Fails if the body is not what the structure takes.
    pub fn json<T: Object + Default>(&self) -> Result<T, MalformedReply> {
        self.json_without(&[])
    }

    /// The JSON object that the body is, but for the members of these names, which travel elsewhere.
    ///
    /// # Errors
    ///
    /// As [`json`](Self::json).
    pub fn json_without<T: Object + Default>(
        &self,
        elsewhere: &[&str],
    ) -> Result<T, MalformedReply> {
        let mut object = T::default();
        let read = decode::body(&mut object, self.body, elsewhere);
        read.map(|()| object).map_err(|error| self.unreadable(&error))
    }

    /// The error for a body that is not what the model says.
    pub(super) fn unreadable(&self, error: &decode::Error) -> MalformedReply {
        self.malformed(&error.to_string())
    }

    /// The error for a reply that is not what the model says.
    pub(super) fn malformed(&self, reason: &str) -> MalformedReply {
        MalformedReply::new(ErrorHead::of_status(self.status, self.headers), reason.to_owned())
    }
}
