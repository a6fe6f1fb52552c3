use super::LocationConstraint;
use crate::runtime::xml;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct CreateBucketConfiguration {
    pub location_constraint: Option<LocationConstraint>,
}

impl CreateBucketConfiguration {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn location_constraint(mut self, value: impl Into<LocationConstraint>) -> Self {
        self.location_constraint = Some(value.into());
        self
    }
}

xml::encode! { CreateBucketConfiguration {
    "LocationConstraint" => location_constraint,
} }
