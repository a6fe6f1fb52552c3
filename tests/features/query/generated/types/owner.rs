use crate::runtime::{form, json, serde_form, xml};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Owner {
    pub name: Option<String>,
}

impl Owner {
    /// Creates a structure from its required fields.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()) }
    }

    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }
}

form::encode! { Owner {
    "Name" => name,
} }

xml::decode! { Owner {
    "Name" => name,
} }

json::object! { Owner {
    "Name" => name,
} }

serde_form::implement!(Owner);
