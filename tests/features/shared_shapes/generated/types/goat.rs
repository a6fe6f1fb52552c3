use super::Bell;
use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Goat {
    pub name: Option<String>,
    pub bell: Option<Bell>,
}

impl Goat {
    /// Creates a structure from its required fields.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }

    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    pub fn bell(mut self, value: Bell) -> Self {
        self.bell = Some(value);
        self
    }
}

json::object! { Goat {
    "name" => name,
    "bell" => bell,
} }
