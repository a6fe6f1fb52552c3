use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Iterator {
    pub value: Option<String>,
}

json::decode! { Iterator {
    "value" => value,
} }
