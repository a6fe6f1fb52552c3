//! The error of a call.

use std::any::type_name;
use std::error::Error as Cause;
use std::fmt;
use std::io;

use super::super::runtime::error::SendError;
use super::super::runtime::sigv4::SigningError;
use super::super::runtime::{BuildError, NoEndpoint};

/// An error from another library.
pub(super) type BoxError = Box<dyn Cause + Send + Sync>;

/// The error of a call. `E` is the error of the operation. `Display` names the operation, and includes all causes.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The input is invalid.
    Build(BuildError),
    /// The service has no endpoint for the request in the region.
    NoEndpoint(NoEndpoint),
    /// The operation requires a feature that this client does not support.
    Unsupported(&'static str),
    /// The call does not match the streams of the operation. The text names the method to call.
    Stream(&'static str),
    /// No credentials or bearer token could be loaded.
    Credentials(BoxError),
    /// The service did not return the endpoint of the operation.
    Discovery(BoxError),
    /// The request could not be signed.
    Signing(SigningError),
    /// The HTTP client would change the request or the response. The text describes the change.
    Changed(&'static str),
    /// The body of the response is larger than this number of bytes.
    TooLarge(usize),
    /// The request could not be sent, or the response is incomplete.
    Transport(BoxError),
    /// The service returned an error, or a response that cannot be read.
    Service(E),
}

impl<E> Error<E> {
    /// Whether the connection, the attempt or the call timed out. Unless only the connection did, the service may have
    /// executed the request.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        let has_timed_out = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
        match self {
            // That of a stream of events is an `io::Error`.
            Self::Transport(error) => {
                error.downcast_ref::<Unanswered>().is_some_and(|error| error.has_timed_out)
                    || error.downcast_ref().is_some_and(has_timed_out)
            }
            Self::Credentials(error) => error.downcast_ref().is_some_and(has_timed_out),
            _ => false,
        }
    }

    /// Returns the error of the operation, if the service sent a response.
    #[must_use]
    pub fn service(&self) -> Option<&E> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }
}

impl<E> SendError<E> for Error<E> {
    fn answered(&self) -> Option<&E> {
        self.service()
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", operation_of(type_name::<E>()), Reason(self))
    }
}

/// The text of an error without the operation.
pub(super) struct Reason<'e, E>(pub(super) &'e Error<E>);

impl<E: fmt::Display> fmt::Display for Reason<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Error::Build(error) => error.fmt(f),
            Error::NoEndpoint(error) => error.fmt(f),
            Error::Unsupported(feature) => write!(f, "the client does not support {feature}"),
            Error::Credentials(error) => chain(f, "no credentials", &**error),
            Error::Discovery(error) => chain(f, "cannot discover the endpoint", &**error),
            Error::Signing(error) => write!(f, "cannot sign the request: {error}"),
            Error::Stream(reason) | Error::Changed(reason) => f.write_str(reason),
            Error::TooLarge(limit) => write!(
                f,
                "the body of the response is larger than {limit} bytes; set `Client::response_limit`"
            ),
            Error::Transport(error) => chain(f, "no complete response", &**error),
            Error::Service(error) => error.fmt(f),
        }
    }
}

/// The failure of a request without a complete response.
#[derive(Debug)]
pub(super) struct Unanswered {
    pub(super) host: String,
    pub(super) has_timed_out: bool,
    /// The error of the HTTP client.
    pub(super) cause: BoxError,
}

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.host, self.cause)
    }
}

impl Cause for Unanswered {
    fn source(&self) -> Option<&(dyn Cause + 'static)> {
        self.cause.source()
    }
}

/// The error of a source of credentials.
#[derive(Debug)]
pub struct CredentialsError(BoxError);

impl CredentialsError {
    /// Creates an error from another error or a text.
    pub fn new(error: impl Into<Box<dyn Cause + Send + Sync>>) -> Self {
        Self(error.into())
    }
}

impl<E: Cause + Send + Sync + 'static> From<E> for CredentialsError {
    fn from(error: E) -> Self {
        Self::new(error)
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E> From<CredentialsError> for Error<E> {
    fn from(error: CredentialsError) -> Self {
        Self::Credentials(error.0)
    }
}

/// Whether TLS rejected the server, for example because of an untrusted certificate. A retry would fail again.
///
/// An unknown host cannot be distinguished from a temporary failure of the resolver.
pub(super) fn is_refused_by_tls(error: &(dyn Cause + 'static)) -> bool {
    let is_invalid = |error: &io::Error| error.kind() == io::ErrorKind::InvalidData;
    causes(error).any(|cause| cause.downcast_ref().is_some_and(is_invalid))
}

/// An error and its causes, with the errors inside of each `io::Error`, which its `source` skips.
pub(super) fn causes<'e>(
    error: &'e (dyn Cause + 'static),
) -> impl Iterator<Item = &'e (dyn Cause + 'static)> {
    std::iter::successors(Some(error), |&cause| {
        let io: Option<&io::Error> = cause.downcast_ref();
        match io.and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => cause.source(),
        }
    })
}

/// The operation with this error, such as `ListGoats` for `goats::ListGoatsError`.
fn operation_of(error: &str) -> &str {
    let name = error.rsplit("::").next().unwrap_or(error);
    name.strip_suffix("Error").unwrap_or(name)
}

/// Writes an error with all of its causes, which have the details of transport errors.
fn chain(f: &mut fmt::Formatter<'_>, message: &str, error: &(dyn Cause + 'static)) -> fmt::Result {
    write!(f, "{message}: {}", with_causes(error))
}

/// The text of an error and all of its causes.
pub(super) fn with_causes(error: &(dyn Cause + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}

impl<E: Cause> Cause for Error<E> {
    /// Returns the first cause that `Display` does not include.
    fn source(&self) -> Option<&(dyn Cause + 'static)> {
        match self {
            Self::Build(error) => error.source(),
            Self::NoEndpoint(error) => error.source(),
            Self::Service(error) => error.source(),
            Self::Unsupported(_)
            | Self::Stream(_)
            | Self::Credentials(_)
            | Self::Discovery(_)
            | Self::Signing(_)
            | Self::Changed(_)
            | Self::TooLarge(_)
            | Self::Transport(_) => None,
        }
    }
}
