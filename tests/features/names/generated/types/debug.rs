use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DebugShape {
    pub value: Option<String>,
}

json::decode! { DebugShape {
    "value" => value,
} }
