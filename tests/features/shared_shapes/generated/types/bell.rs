use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Bell {
    pub tone: Option<String>,
}

impl Bell {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn tone(mut self, value: impl Into<String>) -> Self {
        self.tone = Some(value.into());
        self
    }
}

json::object! { Bell {
    "tone" => tone,
} }
