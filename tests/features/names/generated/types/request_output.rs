use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RequestOutput {
    pub value: Option<String>,
}

json::decode! { RequestOutput {
    "value" => value,
} }
