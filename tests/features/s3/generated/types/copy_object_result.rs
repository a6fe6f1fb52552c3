use crate::runtime::xml;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CopyObjectResult {
    pub e_tag: Option<String>,
}

xml::decode! { CopyObjectResult {
    "ETag" => e_tag,
} }
