//! Downloads: calls whose response is a stream.

use std::fmt;
use std::io::{self, Read};
use std::iter;
use std::ops::ControlFlow;
use std::thread;

use http::{HeaderMap, Response};

use super::super::runtime::{Operation, Request};
use super::call::{Call, Failed};
use super::checksums::Verifier;
use super::error::{Error, with_causes};
use super::sender::{Client, Parts, parts, whole};
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
    pub fn download<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<(O::Output, Download), Error<O::Error>> {
        let (output, _, download) = self.begin_download(operation)?;
        Ok((output, download))
    }

    /// Calls an operation whose response is a stream. Returns its headers, too.
    pub(super) fn begin_download<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<(O::Output, HeaderMap, Download), Error<O::Error>> {
        let mut call = Call::new(&self.settings, operation)?.with_download()?;
        loop {
            let request = self.next_request(&mut call)?;
            let reply = self.get(&call, request);
            match call.read(reply) {
                ControlFlow::Continue(pause) => thread::sleep(pause),
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
    fn get<O: Operation>(
        &self,
        call: &Call<'_, O>,
        request: Request,
    ) -> Result<Response<Begun<Download>>, Failed> {
        let limits = call.limits_of_download();
        let reply = self.begin(request, limits)?;
        let verifier = call.verifier(&reply);
        if reply.status().is_success() {
            let (head, body) = reply.into_parts();
            let download = Download::new(&call.host, parts(body, limits), verifier);
            return Ok(Response::from_parts(head, Begun { error: Vec::new(), download }));
        }
        let download = Download::new(&call.host, Box::new(iter::empty()), verifier);
        Ok(whole(reply, limits)?.map(|error| Begun { error, download }))
    }
}

/// A response body, which arrives as it is read.
///
/// At its end, the length and the checksum are verified: what has been read is complete and correct only when
/// [`read`](Read::read) returns 0. After an error, nothing more can be read.
#[must_use]
pub struct Download {
    host: String,
    parts: Parts,
    verifier: Verifier,
    /// The current part.
    part: Vec<u8>,
    /// The number of bytes of the part that have been read.
    taken: usize,
    failure: Option<(io::ErrorKind, String)>,
}

impl Download {
    fn new(host: &str, parts: Parts, verifier: Verifier) -> Self {
        Self { host: host.to_owned(), parts, verifier, part: Vec::new(), taken: 0, failure: None }
    }

    /// Reads the next part. It is empty at the end.
    fn next_part(&mut self) -> io::Result<Vec<u8>> {
        match self.parts.next() {
            Some(part) => {
                let part = part?;
                self.verifier.update(&part);
                Ok(part)
            }
            None => match self.verifier.finish() {
                Ok(()) => Ok(Vec::new()),
                Err(error) => Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            },
        }
    }

    /// Ends the body with an error, which all later attempts to read return, too.
    fn fail(&mut self, error: &io::Error) {
        let text = format!("{}: {}", self.host, with_causes(error));
        self.failure = Some((error.kind(), text));
        self.parts = Box::new(iter::empty());
    }
}

impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.part.len() && self.failure.is_none() {
            self.taken = 0;
            match self.next_part() {
                Ok(part) => self.part = part,
                Err(error) => self.fail(&error),
            }
        }
        if let Some((kind, text)) = &self.failure {
            return Err(io::Error::new(*kind, text.clone()));
        }
        let read = (&self.part[self.taken..]).read(buffer)?;
        self.taken += read;
        Ok(read)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").finish_non_exhaustive()
    }
}
