//! Values that must not appear in logs.

use std::fmt;

/// Stands in `Debug` for a value that is sensitive.
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}
