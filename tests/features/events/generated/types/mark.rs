use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Mark {
    pub name: Option<String>,
}

json::decode! { Mark {
    "name" => name,
} }
