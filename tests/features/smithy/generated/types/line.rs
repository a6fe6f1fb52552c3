use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Line {
    pub length: Option<i32>,
}

impl Line {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn length(mut self, value: i32) -> Self {
        self.length = Some(value);
        self
    }
}

json::object! { Line {
    "Length" => length,
} }
