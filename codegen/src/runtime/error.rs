//! Errors that a service returns, and responses that cannot be read.

use std::fmt;

use http::StatusCode;

pub use super::error_head::ErrorHead;
use super::error_text::{self, DebugStart, Visible};
pub use super::reply::Reply;

/// Contains `Code;Fault` for services that have migrated from the query protocol.
const QUERY_ERROR_HEADER: &str = "x-amzn-query-error";
const CODE_HEADER: &str = "x-amzn-errortype";

/// An error that the service returned. `D` is the structure with the members of the error.
#[derive(Clone, PartialEq, Eq)]
pub struct ErrorReply<D = ()>(Box<(ErrorHead, D)>);

/// The error code and message in a response body, independent of its codec.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// Candidates for the error code, the preferred one first.
    pub codes: Vec<String>,
    /// The error message.
    pub message: Option<String>,
    /// The request ID. The one of a header takes precedence.
    pub request_id: Option<String>,
}

impl From<ErrorHead> for ErrorReply {
    fn from(head: ErrorHead) -> Self {
        Self(Box::new((head, ())))
    }
}

impl ErrorReply {
    /// Creates the error from the headers and the body. `body` is the decoded body. If it is `None`, the raw body becomes the message.
    /// The error keeps the first 4 KiB of each text.
    #[must_use]
    pub fn new(reply: &Reply<'_>, body: Option<ErrorBody>) -> Self {
        let mut head = ErrorHead::of_status(reply.status(), reply.headers());
        let header = |name| reply.headers().get(name)?.to_str().ok();
        let mut codes: Vec<String> = header(CODE_HEADER).map(str::to_owned).into_iter().collect();
        let query_code = header(QUERY_ERROR_HEADER).and_then(|text| text.split_once(';'));
        let query_code = query_code.map(|(code, _)| code).filter(|code| !code.is_empty());
        let is_named = query_code.is_some() || codes.iter().any(|code| !code.is_empty());
        match body {
            Some(body) => {
                codes.extend(body.codes);
                head.message = body.message.map(|message| error_text::start(message.as_bytes()));
                let id = body.request_id.map(|id| error_text::start(id.as_bytes()));
                head.request_id = head.request_id.or(id);
            }
            None if reply.body().is_empty() && is_named => {}
            None => head.message = text_message(reply.status(), reply.body()),
        }
        codes.extend(query_code.map(str::to_owned));
        let names = codes.iter().map(|code| error_name(code)).filter(|name| !name.is_empty());
        head.names = names.map(|name| error_text::start(name.as_bytes())).collect();
        // The code of the query protocol is the one that the service documents.
        let code = if query_code.is_some() { head.names.last() } else { head.names.first() };
        if let Some(code) = code {
            head.code.clone_from(code);
        }
        Self(Box::new((head, ())))
    }

    /// Sets the message, unless the response has one.
    #[must_use]
    pub fn or_message(mut self, message: impl FnOnce() -> Option<String>) -> Self {
        let head = &mut self.0.0;
        if head.message.as_deref().unwrap_or_default().is_empty() {
            let message = message().map(|message| error_text::start(message.as_bytes()));
            head.message = message.or(head.message.take());
        }
        self
    }

    /// Reads the members of an error that is in the model.
    #[must_use]
    pub fn modelled<D: ErrorShape>(self, reply: &Reply<'_>) -> ErrorReply<D> {
        let (mut head, ()) = *self.0;
        head.is_sensitive = D::HAS_SENSITIVE_MESSAGE;
        let mut detail = D::default();
        detail.read(reply);
        ErrorReply(Box::new((head, detail)))
    }
}

impl<D> ErrorReply<D> {
    /// The status, code, message and request ID.
    #[must_use]
    pub fn head(&self) -> &ErrorHead {
        &self.0.0
    }

    /// The members of the error.
    #[must_use]
    pub fn detail(&self) -> &D {
        &self.0.1
    }

    /// The status, code, message and request ID, and the members of the error.
    #[must_use]
    pub fn into_parts(self) -> (ErrorHead, D) {
        *self.0
    }
}

impl<D: ErrorShape> ErrorReply<D> {
    /// The party at fault, if the model declares one.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        self.detail().fault()
    }

    /// The reason why a retry may succeed: by its code, the trait `retryable` of the model, or its status.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        self.head().retry_of_modelled(self.detail().retry())
    }
}

/// Writes the start of long members.
impl<D: fmt::Debug> fmt::Debug for ErrorReply<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = DebugStart(self.detail());
        f.debug_tuple("ErrorReply").field(self.head()).field(&detail).finish()
    }
}

impl<D> fmt::Display for ErrorReply<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head().fmt(f)
    }
}

impl<D: fmt::Debug> std::error::Error for ErrorReply<D> {}

/// An error structure, with its traits in the model.
pub trait ErrorShape: Default {
    /// The status that the model declares for the error.
    const STATUS: Option<u16> = None;

    /// The party at fault.
    const FAULT: Option<Fault> = None;

    /// The reason why a retry may succeed.
    const RETRY: Option<Retry> = None;

    /// Whether the message must not appear in logs.
    const HAS_SENSITIVE_MESSAGE: bool = false;

    /// Returns [`FAULT`](Self::FAULT).
    fn fault(&self) -> Option<Fault> {
        Self::FAULT
    }

    /// Returns [`RETRY`](Self::RETRY).
    fn retry(&self) -> Option<Retry> {
        Self::RETRY
    }

    /// Reads the members of the error. An invalid member, and the members after it in the body, stay unset: reading
    /// must not fail, or the error itself would be lost.
    fn read(&mut self, _: &Reply<'_>) {}
}

/// The party at fault for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The sender of the request.
    Client,
    /// The service.
    Server,
}

/// The reason why a retry may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The failure is temporary.
    Transient,
    /// The service received too many requests.
    Throttling,
}

/// Reduces `aws.protocoltests#Name:http://example` to `Name`.
fn error_name(code: &str) -> &str {
    let code = code.split(':').next().unwrap_or(code);
    code.rsplit('#').next().unwrap_or(code).trim()
}

/// The message of a text body. With status 5xx, the reason phrase replaces an HTML page or an empty body.
fn text_message(status: StatusCode, body: &[u8]) -> Option<String> {
    let blank = body.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let text = error_text::start(body.get(blank..).unwrap_or_default());
    let text = text.trim();
    let start = text.get(..9).unwrap_or(text).to_ascii_lowercase();
    let is_page = start.starts_with("<html") || start.starts_with("<!doctype");
    if status.is_server_error() && (text.is_empty() || is_page) {
        return status.canonical_reason().map(str::to_owned);
    }
    (!text.is_empty()).then(|| text.to_owned())
}

/// A successful response that does not match the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedReply(Box<(ErrorHead, Option<Retry>)>);

impl MalformedReply {
    pub(super) fn new(mut head: ErrorHead, reason: String) -> Self {
        head.message = Some(reason);
        Self(Box::new((head, None)))
    }

    /// Sets the reason why a retry may succeed.
    pub(super) fn with_retry(mut self, retry: Option<Retry>) -> Self {
        self.0.1 = retry;
        self
    }

    /// The status and request ID. The message is the reason why the response cannot be read.
    #[must_use]
    pub fn head(&self) -> &ErrorHead {
        &self.0.0
    }

    /// The reason why a retry may succeed: the body ends too early.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        self.0.1
    }
}

impl fmt::Display for MalformedReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = self.head();
        write!(f, "the response with status {} cannot be read", head.status.as_str())?;
        if let Some(reason) = &head.message {
            write!(f, ": {}", Visible(reason))?;
        }
        match &head.request_id {
            Some(id) => write!(f, " (request ID {})", Visible(id)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for MalformedReply {}

/// The error enum of an operation. `&dyn OperationError` is the error of any operation.
pub trait OperationError: std::error::Error + Send + Sync + 'static {
    /// Creates the variant for an error response: the first name in the response that the operation lists determines
    /// the variant.
    fn from_reply(error: ErrorReply, reply: &Reply<'_>) -> Self
    where
        Self: Sized;

    /// The status, code, message and request ID.
    fn head(&self) -> &ErrorHead;

    /// The reason why a retry may succeed: by its code, the trait `retryable` of the model, or its status.
    fn retry(&self) -> Option<Retry>;

    /// Whether the error has this name, in the model or in the response.
    fn has_name(&self, name: &str) -> bool {
        self.head().has_name(name)
    }
}

/// The error of a function that sends requests, such as the `send` of `pages` and `wait`.
pub trait SendError<E> {
    /// The error in the response of the service, if there was a response.
    fn answered(&self) -> Option<&E>;
}

impl<E: OperationError> SendError<E> for E {
    fn answered(&self) -> Option<&E> {
        Some(self)
    }
}

/// Implements [`OperationError`] from a table of error codes and variants.
macro_rules! operation_error {
    ($error:ident { $($code:pat => $variant:ident,)* }) => {
        impl $error {
            /// The error code, or the status if the response has no code.
            #[must_use]
            pub fn code(&self) -> &str {
                &error::OperationError::head(self).code
            }

            /// The error message of the service, or the reason why the response cannot be read. It may be sensitive.
            #[must_use]
            pub fn message(&self) -> Option<&str> {
                error::OperationError::head(self).message.as_deref()
            }

            /// The request ID, which AWS Support asks for.
            #[must_use]
            pub fn request_id(&self) -> Option<&str> {
                error::OperationError::head(self).request_id.as_deref()
            }

            /// The reason why a retry may succeed: by its code, the trait `retryable` of the model, or its status.
            #[must_use]
            pub fn retry(&self) -> Option<error::Retry> {
                error::OperationError::retry(self)
            }
        }

        impl error::OperationError for $error {
            #[allow(unused_variables)] // The operation may have no errors.
            fn from_reply(error: error::ErrorReply, reply: &error::Reply<'_>) -> Self {
                for name in error.head().names() {
                    match name.as_str() {
                        $($code => return Self::$variant(error.modelled(reply)),)*
                        _ => {}
                    }
                }
                Self::Unmodelled(error)
            }

            fn head(&self) -> &error::ErrorHead {
                match self {
                    $(Self::$variant(reply) => reply.head(),)*
                    Self::Malformed(reply) => reply.head(),
                    Self::Unmodelled(reply) => reply.head(),
                }
            }

            fn retry(&self) -> Option<error::Retry> {
                match self {
                    $(Self::$variant(reply) => reply.retry(),)*
                    Self::Malformed(reply) => reply.retry(),
                    Self::Unmodelled(reply) => reply.head().retry(),
                }
            }

            fn has_name(&self, name: &str) -> bool {
                match (self, name) {
                    $((Self::$variant(_), $code) => true,)*
                    _ => self.head().has_name(name),
                }
            }
        }

        impl std::fmt::Display for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$variant(reply) => reply.fmt(f),)*
                    Self::Malformed(reply) => reply.fmt(f),
                    Self::Unmodelled(reply) => reply.fmt(f),
                }
            }
        }

        impl std::error::Error for $error {}

        impl From<error::MalformedReply> for $error {
            fn from(reply: error::MalformedReply) -> Self {
                Self::Malformed(reply)
            }
        }
    };
}
pub(crate) use operation_error;
