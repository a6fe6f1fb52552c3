use super::Grape;
use crate::runtime::{json, serde_form, value_format, xml};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Vine {
    pub grape: Option<Grape>,
    pub rows: Option<Vec<Vec<i32>>>,
    pub graft: Option<Box<Vine>>,
}

impl Vine {
    /// Creates a structure from its required fields.
    pub fn new(grape: impl Into<Grape>) -> Self {
        Self { grape: Some(grape.into()), ..Self::default() }
    }

    pub fn grape(mut self, value: impl Into<Grape>) -> Self {
        self.grape = Some(value.into());
        self
    }

    pub fn rows(mut self, value: impl IntoIterator<Item = Vec<i32>>) -> Self {
        self.rows = Some(value.into_iter().collect());
        self
    }

    pub fn graft(mut self, value: impl Into<Box<Vine>>) -> Self {
        self.graft = Some(value.into());
        self
    }
}

xml::object! { Vine {
    "Grape" => grape,
    "Rows" [/ "member" [/ "Number"]] => rows,
    "Graft" => graft: Option<value_format::Boxed>,
} }

json::object! { Vine {
    "Grape" => grape,
    "Rows" => rows,
    "Graft" => graft: Option<value_format::Boxed>,
} }

serde_form::implement!(Vine);
