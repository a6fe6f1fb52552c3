use super::Kind;
use crate::runtime::{json, serde_form, xml};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Owner {
    pub name: Option<String>,
    pub kind: Option<Kind>,
}

impl Owner {
    /// Creates a structure from its required fields.
    pub fn new(kind: impl Into<Kind>) -> Self {
        Self { kind: Some(kind.into()), ..Self::default() }
    }

    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    pub fn kind(mut self, value: impl Into<Kind>) -> Self {
        self.kind = Some(value.into());
        self
    }
}

xml::object! { Owner {
    "xsi:type" [@] => kind,
    "Name" => name,
} }

json::object! { Owner {
    "Name" => name,
    "xsi:type" => kind,
} }

serde_form::implement!(Owner);
