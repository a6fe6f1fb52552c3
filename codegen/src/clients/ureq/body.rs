//! Request bodies that are not in memory.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// A reader of a body.
pub(super) type Reader = Box<dyn Read + Send>;

/// A request body of known length. Each attempt of a call opens and reads it anew.
///
/// AWS accepts no body of unknown length. To store one in S3, upload it in parts of known length (multipart upload:
/// `CreateMultipartUpload`, `UploadPart`, `CompleteMultipartUpload`).
pub struct Body {
    length: u64,
    open: Box<dyn Fn() -> io::Result<Reader> + Send + Sync>,
}

impl Body {
    /// A body of `length` bytes. `open` returns a reader that starts with the first byte.
    ///
    /// The call fails if the reader supplies fewer or more bytes.
    pub fn new<R: Read + Send + 'static>(
        length: u64,
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        Self { length, open: Box::new(move || Ok(Box::new(open()?))) }
    }

    /// The content of a file, with the length that the file has now.
    ///
    /// # Errors
    ///
    /// Fails if the length cannot be determined.
    pub fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        Ok(Self::new(fs::metadata(&path)?.len(), move || File::open(&path)))
    }

    /// The number of bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn open(&self) -> io::Result<Reader> {
        (self.open)()
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        let bytes: Arc<[u8]> = bytes.into();
        Self::new(bytes.len() as u64, move || Ok(Cursor::new(bytes.clone())))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("length", &self.length).finish_non_exhaustive()
    }
}
