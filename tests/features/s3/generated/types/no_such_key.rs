use crate::runtime::error;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct NoSuchKey {}

impl error::ErrorShape for NoSuchKey {}
