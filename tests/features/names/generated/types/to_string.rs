use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ToString {
    pub value: Option<String>,
}

json::decode! { ToString {
    "value" => value,
} }
