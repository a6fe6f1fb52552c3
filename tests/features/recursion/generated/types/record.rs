use super::Horse;
use crate::runtime::{json, serde_form, value_format};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Record {
    pub winner: Option<Box<Horse>>,
    pub place: Option<i32>,
}

impl Record {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn winner(mut self, value: impl Into<Box<Horse>>) -> Self {
        self.winner = Some(value.into());
        self
    }

    pub fn place(mut self, value: i32) -> Self {
        self.place = Some(value);
        self
    }
}

json::object! { Record {
    "winner" => winner: Option<value_format::Boxed>,
    "place" => place,
} }

serde_form::implement!(Record);
