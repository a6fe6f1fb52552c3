//! Uploads: calls whose request body is a stream.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::thread;

use http::Response;
use ureq::SendBody;

use super::super::runtime::body_pieces::Pieces;
use super::super::runtime::body_reader::BodyReader;
use super::super::runtime::{Operation, Request};
use super::body::{Body, Reader};
use super::call::{Call, Failed, Limits};
use super::error::Error;
use super::payload::{BodyError, Hashes, is_of_body};
use super::sender::{Client, failed, whole};

impl Client {
    /// Calls an operation whose request body is a stream. A retry opens the body anew.
    ///
    /// A checksum follows the body. Without TLS, or if the service needs a hash of the body, the body is read twice.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt. Fails if the request body of the operation is not a stream, and if the body cannot
    /// be read or has another length; such errors are not retried. If the service closes the connection before it has read
    /// the whole body, its response may be lost.
    pub fn upload<O: Operation>(
        &self,
        operation: &O,
        body: &Body,
    ) -> Result<O::Output, Error<O::Error>> {
        let mut call = Call::new(&self.settings, operation)?;
        let (payload, hashes) = call.with_upload(body.length())?;
        if let Some(hashes) = hashes {
            call.set_hashes(hashed(hashes, body)?)?;
        }
        loop {
            let mut request = self.next_request(&mut call)?;
            payload.set_length(&mut request);
            let sent = if self.settings.fakes.are_set() { payload.plain() } else { payload };
            let sent = Sent::open(body, sent.pieces())?;
            let reply = self.put(request, sent, call.limits());
            match call.read(reply.and_then(|reply| call.verified(reply))) {
                ControlFlow::Continue(pause) => thread::sleep(pause),
                ControlFlow::Break(outcome) => return outcome.map(|(output, _)| output),
            }
        }
    }

    /// Sends a request with a body and returns the response of any status.
    fn put(
        &self,
        request: Request,
        mut body: Sent,
        limits: Limits,
    ) -> Result<Response<Vec<u8>>, Failed> {
        if self.settings.fakes.are_set() {
            let mut sent = Vec::new();
            body.read_to_end(&mut sent).map_err(|error| Failed::Permanently(error.into()))?;
            return self.reply(request.map(|_| sent), limits);
        }
        let request = request.map(|_| SendBody::from_reader(&mut body));
        let reply = self.run(request, limits).map_err(|error| match &error {
            ureq::Error::Io(io) if is_of_body(io) => Failed::Permanently(error.into()),
            _ => failed(error),
        })?;
        whole(reply, limits)
    }
}

/// A body in the form in which it is sent.
struct Sent(BodyReader<Reader>);

impl Sent {
    /// Opens a body and reads its first piece, so that an empty body is checked, too.
    fn open(body: &Body, pieces: Pieces) -> Result<Self, BodyError> {
        let mut reader = BodyReader::new(body.open().map_err(BodyError)?, pieces);
        reader.fill().map_err(BodyError)?;
        Ok(Self(reader))
    }
}

impl Read for Sent {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| io::Error::other(BodyError(error)))
    }
}

/// Reads a body for its hashes.
fn hashed(mut hashes: Hashes, body: &Body) -> Result<Hashes, BodyError> {
    let mut reader = Sent::open(body, Pieces::plain(body.length()))?.0;
    loop {
        let piece = reader.fill().map_err(BodyError)?;
        if piece.is_empty() {
            return Ok(hashes);
        }
        hashes.update(piece);
        let len = piece.len();
        reader.consume(len);
    }
}
