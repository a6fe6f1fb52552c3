use crate::runtime::arguments::IntoTexts;
use crate::runtime::form;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Filter {
    pub name: Option<String>,
    pub values: Option<Vec<String>>,
}

impl Filter {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    pub fn values(mut self, value: impl IntoTexts<String>) -> Self {
        self.values = Some(value.into_texts());
        self
    }
}

form::encode! { Filter {
    "Name" => name,
    "Value" [*] => values,
} }
