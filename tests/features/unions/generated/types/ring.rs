use crate::runtime::{json, serde_form};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Ring {
    pub metres: Option<i32>,
}

impl Ring {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn metres(mut self, value: i32) -> Self {
        self.metres = Some(value);
        self
    }
}

json::object! { Ring {
    "metres" => metres,
} }

serde_form::implement!(Ring);
