use crate::runtime::cbor;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Fence {
    pub metres: Option<f64>,
}

impl Fence {
    /// Creates a structure from its required fields.
    pub fn new(metres: f64) -> Self {
        Self { metres: Some(metres) }
    }

    pub fn metres(mut self, value: f64) -> Self {
        self.metres = Some(value);
        self
    }
}

cbor::object! { Fence {
    "Metres" => metres,
} }
