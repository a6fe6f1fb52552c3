use crate::runtime::{json, serde_form};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Breeder {
    pub name: Option<String>,
}

impl Breeder {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }
}

json::object! { Breeder {
    "name" => name,
} }

serde_form::implement!(Breeder);
