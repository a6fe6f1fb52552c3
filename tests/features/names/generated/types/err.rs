use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrShape {
    pub value: Option<String>,
}

json::decode! { ErrShape {
    "value" => value,
} }
