//! Text of a response in errors: the start of the text, printed without characters that could forge a line of a log.

use std::fmt::{self, Display, Write};

/// The number of bytes that an error keeps of a text.
const LIMIT: usize = 4096;

/// Returns the text, or the start of a long text and the length of the whole. Invalid UTF-8 is replaced.
pub fn start(text: &[u8]) -> String {
    if text.len() <= LIMIT {
        return String::from_utf8_lossy(text).into_owned();
    }
    let mut start = text.get(..LIMIT).unwrap_or_default();
    // A character that the limit splits is left out.
    let error = std::str::from_utf8(start).err().filter(|error| error.error_len().is_none());
    if let Some(split) = error {
        start = start.get(..split.valid_up_to()).unwrap_or_default();
    }
    let start = String::from_utf8_lossy(start);
    format!("{start}... ({} bytes)", text.len())
}

/// Prints the start of a value's `Debug`, which can have all text of a response.
pub struct DebugStart<'a>(pub &'a dyn fmt::Debug);

impl fmt::Debug for DebugStart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_pretty = f.alternate();
        let mut start = Start { out: f, left: 4 * LIMIT };
        let written =
            if is_pretty { write!(start, "{:#?}", self.0) } else { write!(start, "{:?}", self.0) };
        if written.is_err() && start.left == 0 { f.write_str("...") } else { written }
    }
}

/// A writer that fails after a number of bytes.
struct Start<'a, W> {
    out: &'a mut W,
    left: usize,
}

impl<W: Write> Write for Start<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if let Some(left) = self.left.checked_sub(text.len()) {
            self.left = left;
            return self.out.write_str(text);
        }
        let mut end = self.left;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.left = 0;
        self.out.write_str(text.get(..end).unwrap_or_default())?;
        Err(fmt::Error)
    }
}

/// Prints a text with escapes for control characters, bidirectional overrides and zero-width characters.
pub struct Visible<'a>(pub &'a str);

impl Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if is_visible(character) {
                f.write_char(character)?;
            } else {
                write!(f, "{}", character.escape_default())?;
            }
        }
        Ok(())
    }
}

fn is_visible(character: char) -> bool {
    let is_mark = matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}');
    !character.is_control() && !is_mark
}
