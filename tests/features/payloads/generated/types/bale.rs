use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Bale {
    pub kilos: Option<i32>,
}

impl Bale {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn kilos(mut self, value: i32) -> Self {
        self.kilos = Some(value);
        self
    }
}

json::object! { Bale {
    "kilos" => kilos,
} }
