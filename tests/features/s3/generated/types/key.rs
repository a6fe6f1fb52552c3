use crate::runtime::xml;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Key {
    pub key: Option<String>,
}

xml::decode! { Key {
    "Key" => key,
} }
