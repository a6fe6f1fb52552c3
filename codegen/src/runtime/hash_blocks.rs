//! The blocks of 64 bytes of the hash functions MD5, SHA-1 and SHA-256.

/// A message that is split into blocks, piece by piece.
#[derive(Clone)]
pub struct Blocks {
    /// The start of an incomplete block.
    partial: [u8; 64],
    filled: usize,
    /// The length of the message in bytes.
    length: u64,
}

impl Default for Blocks {
    fn default() -> Self {
        Self { partial: [0; 64], filled: 0, length: 0 }
    }
}

impl Blocks {
    /// Appends bytes to the message, and passes each complete block to `add`.
    pub fn update(&mut self, bytes: &[u8], mut add: impl FnMut(&[u8])) {
        self.length = self.length.wrapping_add(bytes.len() as u64);
        let (start, bytes) = bytes.split_at(bytes.len().min((64 - self.filled) % 64));
        self.partial[self.filled..self.filled + start.len()].copy_from_slice(start);
        self.filled += start.len();
        if self.filled == 64 {
            add(&self.partial);
            self.filled = 0;
        }
        let blocks = bytes.chunks_exact(64);
        let rest = blocks.remainder();
        blocks.for_each(add);
        if !rest.is_empty() {
            self.partial[..rest.len()].copy_from_slice(rest);
            self.filled = rest.len();
        }
    }

    /// Passes the last blocks to `add`. They end with the bit 1, zeros, and the length in bits, of which `bytes` gives the
    /// byte order.
    pub fn finish(&self, bytes: fn(u64) -> [u8; 8], add: impl FnMut(&[u8])) {
        let mut end = [0; 128];
        end[..self.filled].copy_from_slice(&self.partial[..self.filled]);
        end[self.filled] = 0x80;
        let length = if self.filled < 56 { 64 } else { 128 };
        end[length - 8..length].copy_from_slice(&bytes(self.length.wrapping_mul(8)));
        end[..length].chunks_exact(64).for_each(add);
    }
}
