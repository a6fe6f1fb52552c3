use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Json {
    pub value: Option<String>,
}

json::decode! { Json {
    "value" => value,
} }
