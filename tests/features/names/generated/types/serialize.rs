use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Serialize {
    pub value: Option<String>,
}

json::decode! { Serialize {
    "value" => value,
} }
