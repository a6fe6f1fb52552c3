use crate::runtime::error;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Malformed {}

impl error::ErrorShape for Malformed {}
