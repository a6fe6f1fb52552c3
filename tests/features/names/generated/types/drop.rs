use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Drop {
    pub value: Option<String>,
}

json::decode! { Drop {
    "value" => value,
} }
