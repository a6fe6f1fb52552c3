use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Line {
    pub length: Option<i32>,
}

impl Line {
    /// Starts with every member unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `length`.
    pub fn length(mut self, value: i32) -> Self {
        self.length = Some(value);
        self
    }
}

json::object! { Line {
    "Length" => length,
} }
