//! Errors that a service answers, and replies that cannot be read.

use std::fmt;

use http::{HeaderMap, StatusCode};

pub use super::reply::Reply;

/// What a service that spoke the query protocol once has as `Code;Fault`.
const QUERY_ERROR_HEADER: &str = "x-amzn-query-error";
const CODE_HEADER: &str = "x-amzn-errortype";
const REQUEST_ID_HEADERS: [&str; 2] = ["x-amzn-requestid", "x-amz-request-id"];

/// What every failed reply tells, whether its error is modelled or not.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorHead {
    /// The status of the reply: 4xx blames the request, 5xx the service.
    pub status: StatusCode,
    /// The name of the error, or the number of the status if the reply gives none.
    pub code: String,
    /// The message of the service. A body that cannot be read is kept here.
    pub message: Option<String>,
    /// The ID of the request, which support asks for.
    pub request_id: Option<String>,
    /// Whether the message must not appear in logs.
    is_sensitive: bool,
}

impl ErrorHead {
    pub(super) fn of_status(status: StatusCode, headers: &HeaderMap) -> Self {
        let header = |name| headers.get(name)?.to_str().ok();
        Self {
            status,
            code: status.as_str().to_owned(),
            message: None,
            request_id: REQUEST_ID_HEADERS.into_iter().find_map(header).map(str::to_owned),
            is_sensitive: false,
        }
    }

    /// The message, where it may be printed.
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

impl fmt::Display for ErrorHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status.as_str();
        let named = self.code != status;
        f.write_str(if named { &self.code } else { "status " })?;
        if !named {
            f.write_str(status)?;
        }
        if let Some(message) = self.printed_message() {
            write!(f, ": {message}")?;
        }
        match (named, &self.request_id) {
            (true, Some(id)) => write!(f, " (status {status}, request id {id})"),
            (true, None) => write!(f, " (status {status})"),
            (false, Some(id)) => write!(f, " (request id {id})"),
            (false, None) => Ok(()),
        }
    }
}

/// An error that the service answered. `D` holds the members that the model gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorReply<D = ()>(Box<(ErrorHead, D)>);

/// What the body of a reply tells about an error, whatever its codec.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// The texts that name the error, the most telling one first.
    pub codes: Vec<String>,
    /// The message.
    pub message: Option<String>,
}

impl ErrorReply {
    /// The error of a reply, from its headers and from what its body tells. A body that cannot be read, `None`, is kept
    /// as the message.
    #[must_use]
    pub fn new(reply: &Reply<'_>, body: Option<ErrorBody>) -> Self {
        let mut head = ErrorHead::of_status(reply.status(), reply.headers());
        let header = |name| reply.headers().get(name)?.to_str().ok();
        let of_query = header(QUERY_ERROR_HEADER).and_then(|text| text.split(';').next());
        let in_header = of_query.into_iter().chain(header(CODE_HEADER));
        let mut codes: Vec<String> = in_header.map(str::to_owned).collect();
        let is_named = codes.iter().any(|code| !code.is_empty());
        match body {
            Some(body) => {
                codes.extend(body.codes);
                head.message = body.message;
            }
            None if reply.body().is_empty() && is_named => {}
            None => head.message = message_of_text(reply.status(), reply.body()),
        }
        let code = codes.iter().map(|code| error_name(code)).find(|code| !code.is_empty());
        if let Some(code) = code {
            code.clone_into(&mut head.code);
        }
        Self(Box::new((head, ())))
    }

    /// Adds the members of a modelled error.
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
    /// Status, code, message and request id.
    #[must_use]
    pub fn head(&self) -> &ErrorHead {
        &self.0.0
    }

    /// The members that the model gives this error.
    #[must_use]
    pub fn detail(&self) -> &D {
        &self.0.1
    }
}

impl<D: ErrorShape> ErrorReply<D> {
    /// Who is to blame, if the model says so.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        self.detail().fault()
    }

    /// Whether, and why, the same request may succeed later, if the model says so.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        self.detail().retry()
    }
}

impl<D> fmt::Display for ErrorReply<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head().fmt(f)
    }
}

impl<D: fmt::Debug> std::error::Error for ErrorReply<D> {}

/// An error structure and its traits.
pub trait ErrorShape: Default {
    /// The status of the reply.
    const STATUS: Option<u16> = None;

    /// Who is to blame.
    const FAULT: Option<Fault> = None;

    /// Whether, and why, the same request may succeed later.
    const RETRY: Option<Retry> = None;

    /// Whether its message must not appear in logs.
    const HAS_SENSITIVE_MESSAGE: bool = false;

    /// [`FAULT`](Self::FAULT), of a value.
    fn fault(&self) -> Option<Fault> {
        Self::FAULT
    }

    /// [`RETRY`](Self::RETRY), of a value.
    fn retry(&self) -> Option<Retry> {
        Self::RETRY
    }

    /// Reads the members of the error. Nothing fails here, so that the error itself is not lost: a member that
    /// contradicts the model stays unset, and so do the members behind it in a body.
    fn read(&mut self, _: &Reply<'_>) {}
}

/// Who is to blame for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request.
    Client,
    /// The service.
    Server,
}

/// Why the same request may succeed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The fault may pass.
    Transient,
    /// There were too many requests.
    Throttling,
}

/// `aws.protocoltests#Name:http://example` is the error `Name`.
fn error_name(code: &str) -> &str {
    let code = code.split(':').next().unwrap_or(code);
    code.rsplit('#').next().unwrap_or(code).trim()
}

/// A page or an empty body from a failing server says no more than the status does.
fn message_of_text(status: StatusCode, body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim();
    let start = text.get(..9).unwrap_or(text).to_ascii_lowercase();
    let is_page = start.starts_with("<html") || start.starts_with("<!doctype");
    if status.is_server_error() && (text.is_empty() || is_page) {
        return status.canonical_reason().map(str::to_owned);
    }
    (!text.is_empty()).then(|| text.to_owned())
}

/// A reply that says success and whose body is not what the model describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedReply(Box<ErrorHead>);

impl MalformedReply {
    pub(super) fn new(mut head: ErrorHead, reason: String) -> Self {
        head.message = Some(reason);
        Self(Box::new(head))
    }

    /// Status and request id; the message says where the body is wrong.
    #[must_use]
    pub fn head(&self) -> &ErrorHead {
        &self.0
    }
}

impl fmt::Display for MalformedReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = &*self.0;
        write!(f, "the reply of status {} cannot be read", head.status.as_str())?;
        if let Some(reason) = &head.message {
            write!(f, ": {reason}")?;
        }
        match &head.request_id {
            Some(id) => write!(f, " (request id {id})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for MalformedReply {}

/// What the error enums of all operations have in common.
pub trait OperationError: std::error::Error + From<MalformedReply> + Send + Sync + 'static {
    /// The error that an unsuccessful reply means.
    fn from_reply(error: ErrorReply, reply: &Reply<'_>) -> Self;

    /// Status, code, message and request id.
    fn head(&self) -> &ErrorHead;

    /// Whether, and why, the same request may succeed later, if the model says so.
    fn retry(&self) -> Option<Retry>;
}

/// The error of code that sends, which may be one that the service answered.
pub trait SendError<E> {
    /// The error that the service answered, if it did.
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
            /// The name of the error, or the number of the status if the reply gave none.
            #[must_use]
            pub fn code(&self) -> &str {
                &error::OperationError::head(self).code
            }

            /// What the service, or else the status, says of the error.
            #[must_use]
            pub fn message(&self) -> Option<&str> {
                error::OperationError::head(self).message.as_deref()
            }

            /// The ID of the request, which support asks for.
            #[must_use]
            pub fn request_id(&self) -> Option<&str> {
                error::OperationError::head(self).request_id.as_deref()
            }

            /// Whether, and why, the same request may succeed later, if the model says so.
            #[must_use]
            pub fn retry(&self) -> Option<error::Retry> {
                error::OperationError::retry(self)
            }
        }

        impl error::OperationError for $error {
            #[allow(unused_variables)] // An operation may have no errors of its own.
            fn from_reply(error: error::ErrorReply, reply: &error::Reply<'_>) -> Self {
                match error.head().code.as_str() {
                    $($code => Self::$variant(error.modelled(reply)),)*
                    _ => Self::Unmodelled(error),
                }
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
                    Self::Malformed(_) | Self::Unmodelled(_) => None,
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
