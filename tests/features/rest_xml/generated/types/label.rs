use super::Owner;
use crate::runtime::{json, serde_form, xml};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Label {
    pub text: Option<String>,
    pub owners: Option<Vec<Owner>>,
}

impl Label {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn text(mut self, value: impl Into<String>) -> Self {
        self.text = Some(value.into());
        self
    }

    pub fn owners(mut self, value: impl IntoIterator<Item = Owner>) -> Self {
        self.owners = Some(value.into_iter().collect());
        self
    }
}

xml::encode! { Label {
    "Text" => text,
    "Owners" [/ "Owner xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""] => owners,
} }

xml::decode! { Label {
    "Text" => text,
    "Owners" [/ "Owner"] => owners,
} }

json::object! { Label {
    "Text" => text,
    "Owners" => owners,
} }

serde_form::implement!(Label);
