use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Core {
    pub value: Option<String>,
}

json::decode! { Core {
    "value" => value,
} }
