//! Calls of S3 through the generated client for `ureq`.

mod parts;
#[path = "../../suite/mod.rs"]
mod suite;

use std::error::Error as Cause;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use aws::Operation;
use aws::client::{Body, Client, Download, Error, Presigned};

/// Whether the HTTP client sends `.` and `..` in paths.
const KEEPS_DOTS: bool = true;

type Called<T, O> = Result<T, Error<<O as Operation>::Error>>;

/// The client.
struct Caller(Client);

impl Caller {
    /// A client with the settings of the environment.
    fn new() -> Result<Self, Box<dyn Cause>> {
        Ok(Self(Client::from_env()?))
    }

    fn send<O: Operation>(&self, operation: &O) -> Called<O::Output, O> {
        self.0.send(operation)
    }

    fn exchange<O: Operation>(
        &self,
        operation: &O,
        stream: Vec<u8>,
    ) -> Called<(O::Output, Vec<u8>), O> {
        self.0.exchange(operation, stream)
    }

    fn upload<O: Operation>(&self, operation: &O, body: &Body) -> Called<O::Output, O> {
        self.0.upload(operation, body)
    }

    fn download<O: Operation>(&self, operation: &O) -> Called<(O::Output, Download), O> {
        self.0.download(operation)
    }

    fn presign<O: Operation>(&self, operation: &O) -> Called<Presigned, O> {
        self.0.presign(operation, Duration::from_secs(60))
    }

    /// Reads the next bytes of a download.
    fn part(&self, download: &mut Download) -> std::io::Result<Option<Vec<u8>>> {
        let mut part = vec![0; 64 << 10];
        let read = download.read(&mut part)?;
        part.truncate(read);
        Ok((!part.is_empty()).then_some(part))
    }

    /// Uploads a file in parts, and downloads the object in parts.
    fn copy_in_parts(&self, bucket: &str, key: &str, [from, to]: [&Path; 2]) -> suite::Result {
        parts::upload(&self.0, bucket, key, from)?;
        parts::download(&self.0, bucket, key, to)
    }
}

/// The body whose reader supplies the bytes of `open`.
fn body<R: Read + Send + 'static>(length: u64, open: fn() -> R) -> Body {
    Body::new(length, move || Ok(open()))
}

fn main() -> suite::Result {
    suite::run()
}
