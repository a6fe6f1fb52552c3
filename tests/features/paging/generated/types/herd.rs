use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Herd {
    pub name: Option<String>,
}

json::decode! { Herd {
    "name" => name,
} }
