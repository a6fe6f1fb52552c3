use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CloneShape {
    pub value: Option<String>,
}

json::decode! { CloneShape {
    "value" => value,
} }
