//! Calls of S3 through the generated client for `reqwest`.

mod parts;
#[path = "../../suite/mod.rs"]
mod suite;

use std::error::Error as Cause;
use std::io::Read;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use aws::Operation;
use aws::client::{Body, Client, Download, Error, Presigned};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::runtime::{Builder, Runtime};

/// Whether the HTTP client sends `.` and `..` in paths.
const KEEPS_DOTS: bool = false;

type Called<T, O> = Result<T, Error<<O as Operation>::Error>>;

/// The client and its runtime.
struct Caller(Client, Runtime);

impl Caller {
    /// A client with the settings of the environment.
    fn new() -> Result<Self, Box<dyn Cause>> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        Ok(Self(runtime.block_on(Client::from_env())?, runtime))
    }

    fn send<O: Operation>(&self, operation: &O) -> Called<O::Output, O> {
        self.1.block_on(self.0.send(operation))
    }

    fn exchange<O: Operation>(
        &self,
        operation: &O,
        stream: Vec<u8>,
    ) -> Called<(O::Output, Vec<u8>), O> {
        self.1.block_on(self.0.exchange(operation, stream))
    }

    fn upload<O: Operation>(&self, operation: &O, body: &Body) -> Called<O::Output, O> {
        self.1.block_on(self.0.upload(operation, body))
    }

    fn download<O: Operation>(&self, operation: &O) -> Called<(O::Output, Download), O> {
        self.1.block_on(self.0.download(operation))
    }

    fn presign<O: Operation>(&self, operation: &O) -> Called<Presigned, O> {
        self.1.block_on(self.0.presign(operation, Duration::from_secs(60)))
    }

    /// Reads the next bytes of a download.
    fn part(&self, download: &mut Download) -> std::io::Result<Option<Vec<u8>>> {
        self.1.block_on(download.chunk())
    }

    /// Uploads a file in parts, and downloads the object in parts.
    fn copy_in_parts(&self, bucket: &str, key: &str, [from, to]: [&Path; 2]) -> suite::Result {
        self.1.block_on(async {
            parts::upload(&self.0, bucket, key, from).await?;
            parts::download(&self.0, bucket, key, to).await
        })
    }
}

/// A reader in memory, which never waits.
struct Ready<R>(R);

impl<R: Read + Unpin> AsyncRead for Ready<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let read = self.0.read(buffer.initialize_unfilled())?;
        buffer.advance(read);
        Poll::Ready(Ok(()))
    }
}

/// The body whose reader supplies the bytes of `open`.
fn body<R: Read + Send + Unpin + 'static>(length: u64, open: fn() -> R) -> Body {
    Body::new(length, move || std::future::ready(Ok(Ready(open()))))
}

fn main() -> suite::Result {
    suite::run()
}
