//! Uploads: calls whose request body is a stream.

use std::future::poll_fn;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use http::Response;
use http_body::{Frame, SizeHint};
use tokio::io::ReadBuf;

use super::super::runtime::body_pieces::Pieces;
use super::super::runtime::{Operation, Request};
use super::body::{Body, Reader};
use super::call::{Call, Failed, Limits};
use super::error::Error;
use super::payload::{BodyError, Hashes, is_of_body};
use super::sender::{Client, Pending, whole};

/// The `Bytes` of `reqwest`.
type Bytes = <reqwest::Body as http_body::Body>::Data;

impl Client {
    /// Calls an operation whose request body is a stream. A retry opens the body anew.
    ///
    /// A checksum follows the body. Without TLS, or if the service needs a hash of the body, the body is read twice. If
    /// the service closes the connection before it has read the whole body, its response may be lost.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt. Fails if the request body of the operation is not a stream, and if the body cannot
    /// be read or has another length; such errors are not retried.
    pub async fn upload<O: Operation>(
        &self,
        operation: &O,
        body: &Body,
    ) -> Result<O::Output, Error<O::Error>> {
        let mut call = Call::new(&self.settings, operation)?;
        let (payload, hashes) = call.with_upload(body.length())?;
        if let Some(hashes) = hashes {
            call.set_hashes(hashed(hashes, body).await?)?;
        }
        loop {
            let mut request = self.next_request(&mut call).await?;
            payload.set_length(&mut request);
            let sent = if self.settings.fakes.are_set() { payload.plain() } else { payload };
            let sent = Sent::open(body, sent.pieces(), sent.sent_length()).await?;
            let reply = self.put(request, sent, call.limits()).await;
            match call.read(reply.and_then(|reply| call.verified(reply))) {
                ControlFlow::Continue(pause) => tokio::time::sleep(pause).await,
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
    ) -> Pending<'_, Result<Response<Vec<u8>>, Failed>> {
        Box::pin(async move {
            if self.settings.fakes.are_set() {
                let mut sent = Vec::new();
                while let Some(piece) =
                    poll_fn(|cx| body.poll_piece(cx)).await.map_err(unreadable)?
                {
                    sent.extend(piece);
                }
                return self.reply(request.map(|_| sent), limits).await;
            }
            let request = request.map(|_| reqwest::Body::wrap(body));
            let reply = self.begin_with(request, limits).await.map_err(|failed| match failed {
                Failed::Connection(error) if is_of_body(&*error) => Failed::Permanently(error),
                other => other,
            })?;
            whole(reply, limits).await
        })
    }
}

fn unreadable(error: BodyError) -> Failed {
    Failed::Permanently(error.into())
}

/// A body in the form in which it is sent.
struct Sent {
    /// In a lock because `reqwest` needs a body that is `Sync`.
    reader: Mutex<Reader>,
    pieces: Pieces,
    /// The start of the data of the next piece, and space for the rest.
    data: Vec<u8>,
    /// The length of the start.
    filled: usize,
    /// The next piece, if it has been read.
    next: Option<Vec<u8>>,
    /// The number of bytes that are not sent yet.
    left: u64,
}

impl Sent {
    /// Opens a body and reads its first piece, so that an empty body is checked, too.
    fn open(body: &Body, pieces: Pieces, length: u64) -> Pending<'_, Result<Self, BodyError>> {
        Box::pin(async move {
            let reader = Mutex::new(body.open().await.map_err(BodyError)?);
            let mut sent =
                Self { reader, pieces, data: Vec::new(), filled: 0, next: None, left: length };
            sent.next = poll_fn(|cx| sent.poll_piece(cx)).await?;
            Ok(sent)
        })
    }

    /// The next piece, or `None` at the end.
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Vec<u8>>, BodyError>> {
        if let Some(piece) = self.next.take() {
            return Poll::Ready(Ok(Some(piece)));
        }
        let Some(wanted) = self.pieces.wanted() else { return Poll::Ready(Ok(None)) };
        self.data.resize(wanted, 0);
        let reader = self.reader.get_mut().unwrap_or_else(PoisonError::into_inner);
        while self.filled < wanted {
            let mut space = ReadBuf::new(&mut self.data[self.filled..]);
            ready!(reader.as_mut().poll_read(cx, &mut space)).map_err(BodyError)?;
            let read = space.filled().len();
            if read == 0 {
                break;
            }
            self.filled += read;
        }
        self.data.truncate(self.filled);
        let piece = self.pieces.piece(&mut self.data).map_err(BodyError)?;
        self.filled = 0;
        Poll::Ready(Ok(Some(piece)))
    }
}

impl http_body::Body for Sent {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let piece = match ready!(self.poll_piece(cx)) {
            Ok(Some(piece)) => piece,
            Ok(None) => return Poll::Ready(None),
            Err(error) => return Poll::Ready(Some(Err(error))),
        };
        self.left = self.left.saturating_sub(piece.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(piece.into()))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// Reads a body for its hashes.
fn hashed(mut hashes: Hashes, body: &Body) -> Pending<'_, Result<Hashes, BodyError>> {
    Box::pin(async move {
        let length = body.length();
        let mut sent = Sent::open(body, Pieces::plain(length), length).await?;
        while let Some(piece) = poll_fn(|cx| sent.poll_piece(cx)).await? {
            hashes.update(&piece);
        }
        Ok(hashes)
    })
}
