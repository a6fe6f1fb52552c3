use super::Grain;
use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Portion {
    pub grain: Option<Grain>,
    pub kilos: Option<f64>,
    pub comment: Option<String>,
}

impl Portion {
    /// Creates a structure from its required fields, in the order of their names.
    pub fn new(grain: impl Into<Grain>, kilos: f64) -> Self {
        Self { grain: Some(grain.into()), kilos: Some(kilos), ..Self::default() }
    }

    pub fn grain(mut self, value: impl Into<Grain>) -> Self {
        self.grain = Some(value.into());
        self
    }

    pub fn kilos(mut self, value: f64) -> Self {
        self.kilos = Some(value);
        self
    }

    pub fn comment(mut self, value: impl Into<String>) -> Self {
        self.comment = Some(value.into());
        self
    }
}

json::object! { Portion {
    "grain" => grain,
    "kilos" => kilos,
    "comment" => comment,
} }
