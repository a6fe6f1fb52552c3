//! The pieces in which a request body of known length is sent, as it is or encoded. Nothing here does I/O.

use std::io;

use super::aws_chunked::{CHUNK_LEN, Encoder};

/// The pieces of a body. Fails if the body is shorter or longer than its length.
pub struct Pieces {
    /// The number of bytes of the body that are not in a piece yet.
    left: u64,
    encoder: Option<Encoder>,
    is_complete: bool,
}

impl Pieces {
    /// The pieces of a body of `len` bytes, which is sent as it is.
    #[must_use]
    pub fn plain(len: u64) -> Self {
        Self { left: len, encoder: None, is_complete: false }
    }

    /// The pieces of a body of `len` bytes, which is sent in chunks.
    #[must_use]
    pub fn encoded(len: u64, encoder: Encoder) -> Self {
        Self { encoder: Some(encoder), ..Self::plain(len) }
    }

    /// The number of bytes to read for the next piece, or `None` after the last piece. For the last piece, it is one more
    /// than the rest of the body, which shows that the body ends.
    #[must_use]
    pub fn wanted(&self) -> Option<usize> {
        let is_last = self.left <= CHUNK_LEN as u64;
        let left = usize::try_from(self.left).unwrap_or(CHUNK_LEN);
        (!self.is_complete).then_some(if is_last { left + 1 } else { CHUNK_LEN })
    }

    /// Returns the next piece, and takes the data from which it is made: the wanted bytes, or all bytes until the end of
    /// the body.
    ///
    /// # Errors
    ///
    /// Fails if the body has another length. The data stay, and so does the error.
    pub fn piece(&mut self, data: &mut Vec<u8>) -> io::Result<Vec<u8>> {
        let is_last = self.left <= CHUNK_LEN as u64;
        let len = data.len() as u64;
        if len < self.left.min(CHUNK_LEN as u64) {
            let message = "the body is shorter than its length";
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
        }
        if len > self.left {
            let message = "the body is longer than its length";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        self.left -= len;
        self.is_complete = is_last;
        let data = std::mem::take(data);
        let Some(encoder) = &mut self.encoder else { return Ok(data) };
        let mut piece = Vec::with_capacity(data.len() + 256);
        encoder.chunk(&mut piece, &data);
        if let Some(encoder) = self.encoder.take_if(|_| is_last) {
            encoder.end(&mut piece);
        }
        Ok(piece)
    }
}
