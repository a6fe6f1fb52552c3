use super::Post;
use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Fence {
    pub posts: Option<Vec<Post>>,
    pub has_more: Option<bool>,
}

json::decode! { Fence {
    "posts" => posts,
    "hasMore" => has_more,
} }
