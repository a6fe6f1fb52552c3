use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SomeShape {
    pub value: Option<String>,
}

json::decode! { SomeShape {
    "value" => value,
} }
