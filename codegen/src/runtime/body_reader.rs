//! A reader of the pieces of a request body, one at a time.

use std::io::{self, Read};

use super::body_pieces::Pieces;

/// The bytes to send for a body that another reader supplies.
///
/// Fails if the body is shorter or longer than its length.
pub struct BodyReader<R> {
    body: R,
    pieces: Pieces,
    /// The start of the data of the next piece.
    data: Vec<u8>,
    /// The current piece.
    piece: Vec<u8>,
    /// The number of bytes of the piece that have been read.
    taken: usize,
}

impl<R: Read> BodyReader<R> {
    /// The pieces of a body.
    pub fn new(body: R, pieces: Pieces) -> Self {
        Self { body, pieces, data: Vec::new(), piece: Vec::new(), taken: 0 }
    }

    /// Returns the unread bytes of the current piece, or the next piece. They are empty at the end. After an error of the
    /// body, the next call continues.
    ///
    /// # Errors
    ///
    /// Returns the errors of the body, and fails if it has another length.
    pub fn fill(&mut self) -> io::Result<&[u8]> {
        while self.taken == self.piece.len() {
            let Some(wanted) = self.pieces.wanted() else { break };
            let missing = wanted.saturating_sub(self.data.len()) as u64;
            self.body.by_ref().take(missing).read_to_end(&mut self.data)?;
            self.piece = self.pieces.piece(&mut self.data)?;
            self.taken = 0;
        }
        Ok(&self.piece[self.taken..])
    }

    /// Marks bytes of the current piece as read.
    pub fn consume(&mut self, len: usize) {
        self.taken = self.taken.saturating_add(len).min(self.piece.len());
    }
}

impl<R: Read> Read for BodyReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.fill()?.read(buffer)?;
        self.consume(len);
        Ok(len)
    }
}
