use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Bell {
    pub tone: Option<String>,
}

impl Bell {
    /// Creates a structure from its required fields.
    pub fn new(tone: impl Into<String>) -> Self {
        Self { tone: Some(tone.into()) }
    }

    pub fn tone(mut self, value: impl Into<String>) -> Self {
        self.tone = Some(value.into());
        self
    }
}

json::object! { Bell {
    "tone" => tone,
} }
