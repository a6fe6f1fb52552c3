//! Downloads: calls whose response is a stream.

use std::fmt;
use std::io;
use std::ops::ControlFlow;
use std::time::Duration;

use http::{HeaderMap, Response};

use super::super::runtime::{Operation, Request};
use super::call::{Call, Failed};
use super::checksums::Verifier;
use super::error::{Error, with_causes};
use super::sender::{Client, Pending, head, part, whole};
use super::streamed::Begun;

impl Client {
    /// Calls an operation whose response is a stream. Returns the output and the response body, which arrives as it is read.
    ///
    /// The call is retried until the response begins, and not after that. The timeouts of attempts and calls include the
    /// time in which the body is read.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt. Fails if the response of the operation is not a stream.
    pub async fn download<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<(O::Output, Download), Error<O::Error>> {
        let (output, _, download) = self.begin_download(operation).await?;
        Ok((output, download))
    }

    /// Calls an operation whose response is a stream. Returns its headers, too.
    pub(super) async fn begin_download<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<(O::Output, HeaderMap, Download), Error<O::Error>> {
        let mut call = Call::new(&self.settings, operation)?.with_download()?;
        loop {
            let request = self.next_request(&mut call).await?;
            let reply = self.get(&call, request).await;
            match call.read(reply) {
                ControlFlow::Continue(pause) => tokio::time::sleep(pause).await,
                ControlFlow::Break(outcome) => {
                    return outcome.map(|(output, reply)| {
                        let (head, body) = reply.into_parts();
                        (output, head.headers, body.download)
                    });
                }
            }
        }
    }

    /// Sends a request and returns the response of any status. The body of an error is read.
    async fn get<O: Operation>(
        &self,
        call: &Call<'_, O>,
        request: Request,
    ) -> Result<Response<Begun<Download>>, Failed> {
        let limits = call.limits_of_download();
        let mut reply = self.begin(request, limits).await?;
        if reply.status().is_success() {
            let head = head(&mut reply);
            let verifier = call.verifier(&head);
            let (host, state) = (call.host.clone(), State::Reading(reply));
            let download = Download { host, state, idle: limits.idle, verifier };
            return Ok(head.map(|error| Begun { error, download }));
        }
        let reply = whole(reply, limits).await?;
        let verifier = call.verifier(&reply);
        let host = call.host.clone();
        let download = Download { host, state: State::Ended, idle: None, verifier };
        Ok(reply.map(|error| Begun { error, download }))
    }
}

/// A response body, which arrives as it is read.
///
/// At its end, the length and the checksum are verified: what has been read is complete and correct only when
/// [`chunk`](Self::chunk) returns `None`. After an error, nothing more can be read.
#[must_use]
pub struct Download {
    host: String,
    state: State,
    idle: Option<Duration>,
    verifier: Verifier,
}

enum State {
    Reading(reqwest::Response),
    Ended,
    Failed(io::ErrorKind, String),
}

impl Download {
    /// Returns the next bytes of the body, or `None` at its end.
    ///
    /// # Errors
    ///
    /// Fails if the connection fails, if there is a longer pause than [`Timeouts::idle`](super::Timeouts::idle), or if the
    /// body is incomplete or damaged.
    pub async fn chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        self.next().await
    }

    fn next(&mut self) -> Pending<'_, io::Result<Option<Vec<u8>>>> {
        Box::pin(async move {
            let reply = match &mut self.state {
                State::Reading(reply) => reply,
                State::Ended => return Ok(None),
                State::Failed(kind, text) => return Err(io::Error::new(*kind, text.clone())),
            };
            let error = match part(reply, self.idle).await {
                Ok(Some(part)) => {
                    self.verifier.update(&part);
                    return Ok(Some(part));
                }
                Ok(None) => match self.verifier.finish() {
                    Ok(()) => {
                        self.state = State::Ended;
                        return Ok(None);
                    }
                    Err(error) => io::Error::new(io::ErrorKind::InvalidData, error),
                },
                Err(failed) => from_failed(failed),
            };
            let (kind, text) = (error.kind(), format!("{}: {}", self.host, with_causes(&error)));
            self.state = State::Failed(kind, text.clone());
            Err(io::Error::new(kind, text))
        })
    }
}

/// The error of a body that is read in parts.
fn from_failed(failed: Failed) -> io::Error {
    match failed {
        Failed::Timeout(error) | Failed::ConnectTimeout(error) => {
            io::Error::new(io::ErrorKind::TimedOut, error)
        }
        Failed::Permanently(error) | Failed::Connection(error) => io::Error::other(error),
        Failed::Changed(reason) => io::Error::other(reason),
        Failed::TooLarge => io::Error::other("the body exceeds the size limit"),
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").finish_non_exhaustive()
    }
}
