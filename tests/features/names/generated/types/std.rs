use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Std {
    pub value: Option<String>,
}

json::decode! { Std {
    "value" => value,
} }
