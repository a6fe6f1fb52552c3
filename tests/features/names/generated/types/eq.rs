use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct EqShape {
    pub value: Option<String>,
}

json::decode! { EqShape {
    "value" => value,
} }
