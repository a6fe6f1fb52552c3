use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Copy {
    pub value: Option<String>,
}

json::decode! { Copy {
    "value" => value,
} }
