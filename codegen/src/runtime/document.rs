//! Documents: values without a shape in the model.

use std::fmt;

/// A value of any type, stored as JSON text.
///
/// Two documents are equal if their texts are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document(pub(super) String);

impl Document {
    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Writes the JSON text.
impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
