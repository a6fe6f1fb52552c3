use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RedactedShape {}

json::decode! { RedactedShape {} }
