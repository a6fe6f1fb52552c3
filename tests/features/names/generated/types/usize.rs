use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Usize {
    pub value: Option<String>,
}

json::decode! { Usize {
    "value" => value,
} }
