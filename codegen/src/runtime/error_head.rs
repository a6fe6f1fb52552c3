//! The status, names, message and request ID of a response.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::error_text::{self, Visible};
use super::reply::request_id;
use super::retryable::requested_delay;

/// The status, code, message and request ID of an error.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorHead {
    /// The HTTP status. It is 2xx for a response that cannot be read.
    pub status: StatusCode,
    /// The error code, such as `ResourceNotFoundException`, or the status if the response has no code.
    pub code: String,
    /// The message of the service, the text of an error body that cannot be read, or the reason why a 2xx response cannot be
    /// read. A text of more than 4 KiB is cut.
    pub message: Option<String>,
    /// The request ID, which AWS Support asks for.
    pub request_id: Option<String>,
    /// The delay before the next attempt that the service asks for, in `retry-after` or `x-amz-retry-after`.
    pub retry_after: Option<Duration>,
    /// All codes of the error in the headers and the body. `code` is the preferred one. The code of the query protocol is the
    /// last one.
    pub(super) names: Vec<String>,
    /// Whether the message is redacted in `Debug` and `Display`.
    pub(super) is_sensitive: bool,
}

impl ErrorHead {
    pub(super) fn of_status(status: StatusCode, headers: &HeaderMap) -> Self {
        Self {
            status,
            code: status.as_str().to_owned(),
            message: None,
            request_id: request_id(headers).map(|id| error_text::start(id.as_bytes())),
            retry_after: requested_delay(headers),
            names: Vec::new(),
            is_sensitive: false,
        }
    }

    /// The names of the error: a response can have several, such as a code in a header and a type in the body.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether the response gives the error this name.
    #[must_use]
    pub fn has_name(&self, name: &str) -> bool {
        self.code == name || self.names.iter().any(|other| other == name)
    }

    fn printed_message(&self) -> Option<&str> {
        let message = self.message.as_deref();
        message.map(|message| if self.is_sensitive { "<redacted>" } else { message })
    }
}

impl fmt::Debug for ErrorHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorHead")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.printed_message())
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

/// Writes control characters and bidirectional overrides as escapes.
impl fmt::Display for ErrorHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status.as_str();
        let has_code = self.code != status;
        if has_code {
            Visible(&self.code).fmt(f)?;
        } else {
            write!(f, "status {status}")?;
        }
        if let Some(message) = self.printed_message() {
            write!(f, ": {}", Visible(message))?;
        }
        match (has_code, self.request_id.as_deref().map(Visible)) {
            (true, Some(id)) => write!(f, " (status {status}, request ID {id})"),
            (true, None) => write!(f, " (status {status})"),
            (false, Some(id)) => write!(f, " (request ID {id})"),
            (false, None) => Ok(()),
        }
    }
}
