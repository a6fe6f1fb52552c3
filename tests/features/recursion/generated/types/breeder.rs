use crate::runtime::{json, serde_form};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Breeder {
    pub name: Option<String>,
}

impl Breeder {
    /// Starts with every member unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `name`.
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }
}

json::object! { Breeder {
    "name" => name,
} }

serde_form::implement!(Breeder);
