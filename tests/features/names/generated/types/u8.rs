use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct U8 {
    pub value: Option<String>,
}

json::decode! { U8 {
    "value" => value,
} }
