use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct IntoShape {
    pub value: Option<String>,
}

json::decode! { IntoShape {
    "value" => value,
} }
