use crate::runtime::xml;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Tool {
    pub name: Option<String>,
    pub sharp: Option<bool>,
}

impl Tool {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    pub fn sharp(mut self, value: bool) -> Self {
        self.sharp = Some(value);
        self
    }
}

xml::object! { Tool {
    "sharp" [@] => sharp,
    "name" => name,
} }
