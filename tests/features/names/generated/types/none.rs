use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct NoneShape {
    pub value: Option<String>,
}

json::decode! { NoneShape {
    "value" => value,
} }
