//! Errors of bodies that are text.

use super::decode_error::Error;

impl Error {
    /// Creates the error for the position after a text. `is_cut_off` is whether the body ends there, too early.
    #[cold]
    pub(super) fn after(text: &str, expected: &'static str, is_cut_off: bool) -> Self {
        let line = text.rsplit('\n').next().unwrap_or(text);
        let lines = text.bytes().filter(|byte| *byte == b'\n').count();
        let (line, column) = (lines + 1, line.chars().count() + 1);
        Self::new(format!("line {line} column {column}"), expected, is_cut_off)
    }
}

/// Returns the body as text. One UTF-8 check of the whole body is faster than a check of each string.
///
/// # Errors
///
/// Fails if the body is not UTF-8.
pub fn text_of(body: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(body).map_err(|error| {
        let valid = body.get(..error.valid_up_to()).unwrap_or_default();
        Error::after(&String::from_utf8_lossy(valid), "UTF-8", error.error_len().is_none())
    })
}
