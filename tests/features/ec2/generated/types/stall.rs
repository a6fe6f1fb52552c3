use crate::runtime::{form, xml};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Stall {
    pub stall_id: Option<String>,
}

impl Stall {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn stall_id(mut self, value: impl Into<String>) -> Self {
        self.stall_id = Some(value.into());
        self
    }
}

form::encode! { Stall {
    "StallId" => stall_id,
} }

xml::decode! { Stall {
    "stallId" => stall_id,
} }
