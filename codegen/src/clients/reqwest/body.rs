//! Request bodies that are not in memory.

use std::fmt;
use std::future::Future;
use std::io::{self, Cursor};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use tokio::fs::{self, File};
use tokio::io::AsyncRead;

/// A reader of a body.
pub(super) type Reader = Pin<Box<dyn AsyncRead + Send>>;

type Opening = Pin<Box<dyn Future<Output = io::Result<Reader>> + Send>>;

/// A request body of known length. Each attempt of a call opens and reads it anew.
///
/// AWS accepts no body of unknown length. To store one in S3, upload it in parts of known length (multipart upload:
/// `CreateMultipartUpload`, `UploadPart`, `CompleteMultipartUpload`).
pub struct Body {
    length: u64,
    open: Box<dyn Fn() -> Opening + Send + Sync>,
}

impl Body {
    /// A body of `length` bytes. `open` returns a reader that starts with the first byte.
    ///
    /// The call fails if the reader supplies fewer or more bytes.
    pub fn new<F, R>(length: u64, open: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = io::Result<R>> + Send + 'static,
        R: AsyncRead + Send + 'static,
    {
        let open = move || -> Opening {
            let opening = open();
            Box::pin(async move {
                let reader: Reader = Box::pin(opening.await?);
                Ok(reader)
            })
        };
        Self { length, open: Box::new(open) }
    }

    /// The content of a file, with the length that the file has now.
    ///
    /// # Errors
    ///
    /// Fails if the length cannot be determined.
    pub async fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        Ok(Self::new(fs::metadata(&path).await?.len(), move || File::open(path.clone())))
    }

    /// The number of bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    pub(super) async fn open(&self) -> io::Result<Reader> {
        (self.open)().await
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        let bytes: Arc<[u8]> = bytes.into();
        Self::new(bytes.len() as u64, move || std::future::ready(Ok(Cursor::new(bytes.clone()))))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("length", &self.length).finish_non_exhaustive()
    }
}
