use crate::runtime::error;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct NoSuchStable {}

impl error::ErrorShape for NoSuchStable {}
