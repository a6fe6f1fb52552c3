use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Send {
    pub value: Option<String>,
}

json::decode! { Send {
    "value" => value,
} }
