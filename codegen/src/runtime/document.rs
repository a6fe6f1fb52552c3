//! Documents: values that no model describes.

use std::fmt;

/// A value of any kind, as JSON text that any JSON library can read.
///
/// Two documents are equal if their texts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document(pub(super) String);

impl Document {
    /// The text, which is one JSON value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Writes the text.
impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
