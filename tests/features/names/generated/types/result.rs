use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ResultShape {
    pub value: Option<String>,
}

json::decode! { ResultShape {
    "value" => value,
} }
