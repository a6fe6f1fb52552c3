use super::Colour;
use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Mark {
    pub place: Option<i32>,
    pub colour: Option<Colour>,
}

impl Mark {
    /// Creates a structure from its required fields, in the order of their names.
    pub fn new(colour: impl Into<Colour>, place: i32) -> Self {
        Self { place: Some(place), colour: Some(colour.into()) }
    }

    pub fn place(mut self, value: i32) -> Self {
        self.place = Some(value);
        self
    }

    pub fn colour(mut self, value: impl Into<Colour>) -> Self {
        self.colour = Some(value.into());
        self
    }
}

json::object! { Mark {
    "Place" => place,
    "Colour" => colour,
} }
