use crate::runtime::error;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TooMany {}

impl error::ErrorShape for TooMany {}
