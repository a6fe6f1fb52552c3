use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Str {
    pub value: Option<String>,
}

json::decode! { Str {
    "value" => value,
} }
