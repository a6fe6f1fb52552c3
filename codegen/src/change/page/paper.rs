use crate::diagnostic::Diagnostic;

/// How large a page may be, in bytes. Documentation is repeated wherever its shape is told, so that a small model
/// can have a page without end.
const MAX_SIZE: usize = 1 << 28;

/// The text of a page, as far as it is written. Text at depth 0 is that of the page; at any other it belongs to a
/// bullet of this depth.
#[derive(Default)]
pub struct Paper {
    text: String,
}

impl Paper {
    /// Writes on in the line that was begun last.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Begins a line in the given column.
    pub fn line(&mut self, column: usize, text: &str) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', column));
        self.text.push_str(text);
    }

    /// Writes a paragraph: one line, after one that is blank.
    ///
    /// # Errors
    ///
    /// Fails if the page becomes too large.
    pub fn paragraph(&mut self, depth: usize, text: &str) -> Result<(), Diagnostic> {
        self.block(if depth == 0 { 0 } else { 2 * depth + 2 }, text)
    }

    /// Writes a paragraph with a bullet.
    ///
    /// # Errors
    ///
    /// Fails if the page becomes too large.
    pub fn bullet(&mut self, depth: usize, text: &str) -> Result<(), Diagnostic> {
        self.block(2 * depth, &format!("• {text}"))
    }

    fn block(&mut self, column: usize, text: &str) -> Result<(), Diagnostic> {
        self.text.push('\n');
        self.line(column, text);
        self.check_size()
    }

    /// # Errors
    ///
    /// Fails if the page is too large.
    pub fn check_size(&self) -> Result<(), Diagnostic> {
        if self.text.len() <= MAX_SIZE {
            return Ok(());
        }
        let message = format!("the page has more than {MAX_SIZE} bytes");
        Err(Diagnostic::error(message).help("it repeats what is used twice"))
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_SIZE, Paper};

    #[test]
    fn a_page_without_end_is_an_error() {
        let mut paper = Paper::default();
        paper.push(&"x".repeat(MAX_SIZE));
        assert!(paper.check_size().is_ok());
        assert!(paper.bullet(1, "").is_err());
    }
}
