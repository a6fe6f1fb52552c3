use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OkShape {
    pub value: Option<String>,
}

json::decode! { OkShape {
    "value" => value,
} }
