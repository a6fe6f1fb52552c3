use super::Horse;
use crate::runtime::{Document, json, value_format};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PhysicalTable {
    Stall(Box<Horse>),
    Note(String),
    /// A member that this code does not know: its name and value.
    Unknown(String, Document),
}

impl PhysicalTable {
    /// Creates [`Stall`](Self::Stall).
    #[must_use]
    pub fn stall(value: Horse) -> Self {
        Self::Stall(Box::new(value))
    }
}

json::encode_union! { PhysicalTable {
    "stall" => Stall: value_format::Boxed,
    "note" => Note,
} }
