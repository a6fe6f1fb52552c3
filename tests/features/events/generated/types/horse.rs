use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Horse {
    pub name: Option<String>,
}

json::decode! { Horse {
    "name" => name,
} }
