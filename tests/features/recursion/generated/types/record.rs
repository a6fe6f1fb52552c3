use crate::runtime::{json, serde_form, value_format};
use super::Horse;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Record {
    pub winner: Option<Box<Horse>>,
    pub place: Option<i32>,
}

impl Record {
    /// Starts with every member unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `winner`.
    pub fn winner(mut self, value: impl Into<Box<Horse>>) -> Self {
        self.winner = Some(value.into());
        self
    }

    /// Sets `place`.
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
