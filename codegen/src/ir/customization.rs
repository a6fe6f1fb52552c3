use std::collections::BTreeMap;

/// An encoding of a string on the wire that its model does not state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// Base64.
    Base64,
    /// Percent-encoding, if the string is a JSON object.
    UrlEncodedJson,
    /// The part of a path after the last slash.
    LastSegment,
    /// The source of a copy in S3, percent-encoded but for its version.
    CopySource,
    /// The text of the root element of XML.
    RootElement,
    /// Any text. A text that cannot be parsed is not an error.
    AnyText,
}

/// An endpoint that a function of the runtime computes, since the rules compute with parts of a bucket or ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComputedEndpoint {
    /// S3, without a bucket.
    S3,
    /// S3, with a bucket.
    S3Bucket {
        /// The input member, which is a label of the path.
        member: String,
        /// The buckets that the operation accepts, and whether they are in the host or the path.
        rule: BucketRule,
    },
    /// S3 Control, whose host depends on these input members.
    S3Control {
        /// The member with an Outpost.
        outpost: Option<String>,
        /// The members with buckets and access points.
        names: Vec<String>,
        /// The member with the ARN of a resource.
        resource: Option<String>,
    },
}

/// The buckets that an operation accepts, and whether they are in the host or the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BucketRule {
    /// A bucket name, or any ARN of a bucket or access point.
    Any,
    /// The bucket is not an access point.
    NoAccessPoint,
    /// The bucket is always in the path.
    InPath,
}

/// Facts about an operation that AWS's SDKs know and models do not state. The stage
/// [`services`](crate::services) sets them; front ends leave them empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Customization {
    /// Headers with a constant value, by lowercase name. A member with the same header takes precedence.
    pub headers: BTreeMap<String, String>,
    /// The texts that replace empty path labels, by the member of the label.
    pub label_defaults: BTreeMap<String, String>,
    /// The input member with the URL whose host receives the request.
    pub endpoint_member: Option<String>,
    /// The function that computes the endpoint, in place of the rules.
    pub computed_endpoint: Option<ComputedEndpoint>,
    /// Whether the query string is sent as a form with `POST`.
    pub query_as_form: bool,
    /// Whether headers contain the SHA-256 hash and the tree hash of the body.
    pub body_hashes: bool,
    /// Whether errors may have their message in `error_description` (RFC 6749, section 5.2).
    pub oauth_errors: bool,
    /// The input members that only the request for the first page may have.
    pub first_page_members: Vec<String>,
    /// The presigned URL of a copy from another region.
    pub presigned_copy: Option<PresignedCopy>,
    /// Whether a response with the status 200 may contain an error.
    pub errors_in_success: bool,
    /// The keys in a listing, which are percent-encoded unless the caller chooses the encoding.
    pub encoded_keys: Option<EncodedKeys>,
    /// The input members with an encryption key and its MD5 hash.
    pub customer_keys: Vec<[String; 2]>,
    /// The start of the headers that must be ASCII.
    pub ascii_headers: Option<String>,
}

/// The texts of a listing that are percent-encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncodedKeys {
    /// Members of the output.
    pub texts: Vec<String>,
    /// Members of the elements of lists: the list and the member.
    pub nested: Vec<[String; 2]>,
}

/// A copy from another region. Its request needs a presigned URL of the same call of that region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresignedCopy {
    /// The input member with the source region.
    pub source: String,
    /// The input member with the URL, which callers can set themselves.
    pub url: String,
    /// Whether the form contains the region of the request in `DestinationRegion`.
    pub sends_destination: bool,
}
