//! Why a call failed.

use std::error::Error as Cause;
use std::fmt;
use std::io;

use super::super::runtime::error::SendError;
use super::super::runtime::{BuildError, NoEndpoint};

/// The error of a library.
pub(super) type Other = Box<dyn Cause + Send + Sync>;

/// Why a call failed. `E` is the error of the operation. It prints all of its causes.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The input has no request.
    Build(BuildError),
    /// The service does not answer in the region, or not as it is asked to.
    NoEndpoint(NoEndpoint),
    /// The operation needs something that this client does not do.
    Unsupported(&'static str),
    /// The operation has a stream where the call has none, or none where it has one. The text says what to call.
    Stream(&'static str),
    /// There are no credentials.
    Credentials(Other),
    /// The request could not be signed.
    Signing(Other),
    /// The HTTP client would send another URL than the one that is signed, so that the service would refuse it or, worse,
    /// take it for another request.
    Rewritten {
        /// The URL of the signature.
        signed: String,
        /// What the HTTP client makes of it.
        sent: String,
    },
    /// The request could not be sent, or the reply did not arrive as a whole.
    Transport(Other),
    /// The service answered an error, or something that cannot be read.
    Service(E),
}

impl<E> Error<E> {
    /// The error that the service answered.
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
        match self {
            Self::Build(error) => error.fmt(f),
            Self::NoEndpoint(error) => error.fmt(f),
            Self::Unsupported(what) => write!(f, "this client does not do what is needed: {what}"),
            Self::Stream(what) => f.write_str(what),
            Self::Credentials(error) => chain(f, "there are no credentials", &**error),
            Self::Signing(error) => chain(f, "the request cannot be signed", &**error),
            Self::Rewritten { signed, sent } => {
                write!(f, "the HTTP client would send {sent}, and the signature is for {signed}")
            }
            Self::Transport(error) => chain(f, "there is no whole reply", &**error),
            Self::Service(error) => error.fmt(f),
        }
    }
}

/// Whether an error is that TLS does not accept what the other side sends, such as a certificate that is not trusted. It
/// will send the same again. That there is no such host is not told apart from a resolver that has no answer just now.
pub(super) fn is_refused_by_tls(error: &(dyn Cause + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        let io: Option<&io::Error> = cause.downcast_ref();
        if io.is_some_and(|error| error.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        // The source of an error that holds another is the source of that.
        next = match io.and_then(io::Error::get_ref) {
            Some(held) => Some(held),
            None => cause.source(),
        };
    }
    false
}

/// HTTP clients say in the causes of their errors what somebody who reads a log wants to know.
fn chain(f: &mut fmt::Formatter<'_>, what: &str, error: &(dyn Cause + 'static)) -> fmt::Result {
    write!(f, "{what}")?;
    let mut next = Some(error);
    while let Some(cause) = next {
        write!(f, ": {cause}")?;
        next = cause.source();
    }
    Ok(())
}

impl<E: Cause> Cause for Error<E> {
    /// What an error does not print itself, so that nothing stands twice where all causes are printed.
    fn source(&self) -> Option<&(dyn Cause + 'static)> {
        match self {
            Self::Build(error) => error.source(),
            Self::NoEndpoint(error) => error.source(),
            Self::Service(error) => error.source(),
            Self::Unsupported(_)
            | Self::Stream(_)
            | Self::Credentials(_)
            | Self::Signing(_)
            | Self::Rewritten { .. }
            | Self::Transport(_) => None,
        }
    }
}
