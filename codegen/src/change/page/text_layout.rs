use crate::diagnostic::Diagnostic;

/// The maximum size of a page, in bytes. Documentation is repeated with each use of a shape, so that a small model can
/// have a huge page.
const MAX_SIZE: usize = 1 << 28;

/// The text of a page and its layout. Text at depth 0 belongs to the page, any other text to a bullet of its depth.
#[derive(Default)]
pub struct TextLayout {
    text: String,
}

impl TextLayout {
    /// Appends text to the current line.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Starts a line in the given column.
    pub fn line(&mut self, column: usize, text: &str) {
        self.text.push('\n');
        self.text.push_str(&" ".repeat(column));
        self.text.push_str(text);
    }

    /// Writes a paragraph: a blank line, and a line of text.
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

    /// Checks the size of the page.
    ///
    /// # Errors
    ///
    /// Fails if the page is too large.
    pub fn check_size(&self) -> Result<(), Diagnostic> {
        if self.text.len() <= MAX_SIZE {
            return Ok(());
        }
        let message = format!("the page is larger than {MAX_SIZE} bytes");
        Err(Diagnostic::error(message).help("select fewer operations"))
    }

    /// Returns the whole text.
    pub fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_SIZE, TextLayout};

    #[test]
    fn rejects_page_above_the_size_limit() {
        let mut layout = TextLayout::default();
        layout.push(&"x".repeat(MAX_SIZE));
        assert!(layout.check_size().is_ok());
        assert!(layout.bullet(1, "").is_err());
    }
}
