use super::UriTemplate;

/// The HTTP method and URI of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpBinding {
    /// The method in upper case, such as `GET`.
    pub method: String,
    /// The path with its labels, and a constant query string.
    pub uri: UriTemplate,
}
