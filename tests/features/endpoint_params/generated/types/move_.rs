use super::Place;
use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Move {
    pub away: Option<Place>,
    pub home: Option<Place>,
}

impl Move {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn away(mut self, value: Place) -> Self {
        self.away = Some(value);
        self
    }

    pub fn home(mut self, value: Place) -> Self {
        self.home = Some(value);
        self
    }
}

json::encode! { Move {
    "Away" => away,
    "Home" => home,
} }
