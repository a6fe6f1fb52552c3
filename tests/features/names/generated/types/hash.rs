use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Hash {
    pub value: Option<String>,
}

json::decode! { Hash {
    "value" => value,
} }
