use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Fn {
    pub value: Option<String>,
}

json::decode! { Fn {
    "value" => value,
} }
