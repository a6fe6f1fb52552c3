//! CRC-32 of bodies, with `crc32fast`, which uses the instructions of the processor.

/// The checksum of a body that is read piece by piece.
#[derive(Clone, Default)]
pub struct Crc32(crc32fast::Hasher);

impl Crc32 {
    /// Appends bytes to the body.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the checksum.
    #[must_use]
    pub fn finish(self) -> u32 {
        self.0.finalize()
    }
}
