use crate::runtime::error;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MalformedError {}

impl error::ErrorShape for MalformedError {}
