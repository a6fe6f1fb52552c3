use super::Horse;
use crate::runtime::{json, value_format};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Visual {
    pub name: Option<String>,
    pub foal: Option<Box<Horse>>,
    pub mare: Option<Box<Horse>>,
}

impl Visual {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    pub fn foal(mut self, value: impl Into<Box<Horse>>) -> Self {
        self.foal = Some(value.into());
        self
    }

    pub fn mare(mut self, value: impl Into<Box<Horse>>) -> Self {
        self.mare = Some(value.into());
        self
    }
}

json::object! { Visual {
    "name" => name,
    "foal" => foal: Option<value_format::Boxed>,
    "mare" => mare: Option<value_format::Boxed>,
} }
