//! Bodies that cannot be decoded.

use std::fmt;

/// The path of an invalid value, the expected value and the position. No text of the body is included, because it may be
/// secret: a path has the names of the model, such as `Table.Tags[1].Key`, and `*` for the key of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Details>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    path: String,
    expected: &'static str,
    position: String,
    is_cut_off: bool,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details { path, expected, position, .. } = &*self.0;
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        write!(f, "expected {expected} at {position}")
    }
}

impl std::error::Error for Error {}

impl Error {
    /// Creates the error for a position, such as `line 1 column 5`. `is_cut_off` is whether the body ends there, too early.
    #[cold]
    pub(super) fn new(position: String, expected: &'static str, is_cut_off: bool) -> Self {
        Self(Box::new(Details { path: String::new(), expected, position, is_cut_off }))
    }

    /// Adds the name of the member that contains the value to the start of the path.
    #[cold]
    pub(super) fn within(mut self, name: &str) -> Self {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, name);
        self
    }

    /// Whether the body ends too early, for example because the connection was lost.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        self.0.is_cut_off
    }
}
