use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DefaultShape {
    pub value: Option<String>,
}

json::decode! { DefaultShape {
    "value" => value,
} }
