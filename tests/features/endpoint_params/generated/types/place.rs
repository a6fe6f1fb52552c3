use crate::runtime::json;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Place {
    pub herd_arn: String,
}

impl Place {
    /// Creates a structure from its required fields.
    pub fn new(herd_arn: impl Into<String>) -> Self {
        Self { herd_arn: herd_arn.into() }
    }
}

json::encode! { Place {
    "HerdArn" => herd_arn,
} }
