use crate::runtime::error;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Unmodelled {}

impl error::ErrorShape for Unmodelled {
    const STATUS: Option<u16> = Some(400);
}
