use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Post {
    pub id: Option<String>,
}

json::decode! { Post {
    "id" => id,
} }
