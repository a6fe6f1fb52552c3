use crate::runtime::json;
use super::Bell;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Goat {
    pub name: Option<String>,
    pub bell: Option<Bell>,
}

impl Goat {
    /// Starts with every member unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `name`.
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    /// Sets `bell`.
    pub fn bell(mut self, value: Bell) -> Self {
        self.bell = Some(value);
        self
    }
}

json::object! { Goat {
    "name" => name,
    "bell" => bell,
} }
