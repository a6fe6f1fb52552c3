use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PartialEqShape {
    pub value: Option<String>,
}

json::decode! { PartialEqShape {
    "value" => value,
} }
