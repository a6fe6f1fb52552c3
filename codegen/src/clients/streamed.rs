//! Calls whose response is a stream. Nothing here does I/O.

use super::super::runtime::Operation;
use super::super::runtime::request_extensions::{Stream, StreamedReply};
use super::call::{Call, Limits};
use super::error::Error;

/// The body of a response: that of an error in memory, or a stream.
pub(super) struct Begun<D> {
    pub(super) error: Vec<u8>,
    pub(super) download: D,
}

impl<D> AsRef<[u8]> for Begun<D> {
    fn as_ref(&self) -> &[u8] {
        &self.error
    }
}

impl<O: Operation> Call<'_, O> {
    /// Completes the request to send, whose response is a stream.
    pub(super) fn with_download(self) -> Result<Self, Error<O::Error>> {
        let extensions = self.request.extensions();
        if extensions.get::<StreamedReply>().is_none() {
            return Err(Error::Stream(
                "the response body is not a stream; call `send` or `upload`",
            ));
        }
        if extensions.get::<Stream>().is_some() {
            return Err(Error::Stream("the request body is a stream, too; call `exchange`"));
        }
        self.with_body(Some(Vec::new()))
    }

    /// The limits of the next attempt. The size limit is that of errors.
    pub(super) fn limits_of_download(&self) -> Limits {
        Limits { size: self.settings.response_limit, ..self.limits() }
    }
}
