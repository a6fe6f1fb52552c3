use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Ord {
    pub value: Option<String>,
}

json::decode! { Ord {
    "value" => value,
} }
