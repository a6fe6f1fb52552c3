use crate::runtime::{json, serde_form};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Nothing {}

impl Nothing {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

json::object! { Nothing {} }

serde_form::implement!(Nothing);
