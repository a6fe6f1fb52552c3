use std::collections::BTreeMap;

/// Facts about an operation that AWS's SDKs know and models do not state. The stage
/// [`services`](crate::services) sets them; front ends leave them empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customization {
    /// Headers with a constant value, by lowercase name. A member with the same header takes precedence.
    pub headers: BTreeMap<String, String>,
    /// The texts that replace empty path labels, by the member of the label.
    pub label_defaults: BTreeMap<String, String>,
    /// The input member with the URL whose host receives the request.
    pub endpoint_member: Option<String>,
    /// Whether the query string is sent as a form with `POST`.
    pub query_as_form: bool,
    /// Whether headers contain the SHA-256 hash and the tree hash of the body.
    pub body_hashes: bool,
    /// Whether errors may have their message in `error_description` (RFC 6749, section 5.2).
    pub oauth_errors: bool,
    /// The input members that only the request for the first page may have.
    pub first_page_members: Vec<String>,
}
