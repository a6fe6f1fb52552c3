use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SelfShape {
    pub value: Option<String>,
}

json::decode! { SelfShape {
    "value" => value,
} }
