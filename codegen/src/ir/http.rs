use super::UriTemplate;

/// How an operation is bound to HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpBinding {
    /// The method in capitals, such as `GET`.
    pub method: String,
    /// The path with its labels, and a query that is always sent.
    pub uri: UriTemplate,
}
