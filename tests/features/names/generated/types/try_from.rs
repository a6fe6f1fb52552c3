use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TryFrom {
    pub value: Option<String>,
}

json::decode! { TryFrom {
    "value" => value,
} }
