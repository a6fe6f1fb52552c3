//! CRC-32 of bodies, with the tables of [`crc`](super::crc).

use super::crc::Crc;

/// The checksum of a body that is read piece by piece.
#[derive(Clone)]
pub struct Crc32(Crc);

impl Default for Crc32 {
    /// The checksum of an empty body.
    fn default() -> Self {
        Self(Crc::crc32())
    }
}

impl Crc32 {
    /// Appends bytes to the body.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the checksum.
    #[must_use]
    pub fn finish(self) -> u32 {
        let [.., a, b, c, d] = self.0.finish().to_be_bytes();
        u32::from_be_bytes([a, b, c, d])
    }
}
