use super::Mark;
use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Tag {
    pub value: Option<String>,
    pub key: Option<String>,
    pub since: Option<i32>,
    pub mark: Option<Mark>,
}

impl Tag {
    /// Creates a structure from its required fields, in the order of their names.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), key: Some(key.into()), ..Self::default() }
    }

    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    pub fn key(mut self, value: impl Into<String>) -> Self {
        self.key = Some(value.into());
        self
    }

    pub fn since(mut self, value: i32) -> Self {
        self.since = Some(value);
        self
    }

    pub fn mark(mut self, value: Mark) -> Self {
        self.mark = Some(value);
        self
    }
}

json::object! { Tag {
    "Value" => value,
    "Key" => key,
    "Since" => since,
    "Mark" => mark,
} }
