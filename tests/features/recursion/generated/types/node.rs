use crate::runtime::{json, serde_form, value_format};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Node {
    pub child: Option<Box<Node>>,
}

impl Node {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn child(mut self, value: impl Into<Box<Node>>) -> Self {
        self.child = Some(value.into());
        self
    }
}

json::object! { Node {
    "child" => child: Option<value_format::Boxed>,
} }

serde_form::implement!(Node);
