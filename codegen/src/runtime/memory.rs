//! The memory that decoded values may take.

/// The expected value of an error if there is no memory left.
pub const EXPECTED: &str = "values within the memory limit";

/// The number of bytes that lists, maps and boxes may still take: 16 MiB and 128 times the length of the body. A list of
/// `{}` or `<a/>` could take more, because an empty structure can have thousands of bytes.
#[derive(Debug)]
pub struct Memory(usize);

impl Memory {
    /// The memory for the values of a body.
    pub fn of(body: impl AsRef<[u8]>) -> Self {
        Self(body.as_ref().len().saturating_mul(128).saturating_add(16 << 20))
    }

    /// Counts bytes. Returns `None` if too few are left.
    pub fn take(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.checked_sub(bytes)?;
        Some(())
    }
}
