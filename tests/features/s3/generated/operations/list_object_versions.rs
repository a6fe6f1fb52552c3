//! `ListObjectVersions`: `GET /{Bucket}?versions`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::s3::{endpoint, listing, reply};
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, paging,
    service, xml,
};
use crate::types::{EncodingType, Key};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListObjectVersions {
    pub bucket: String,
    pub encoding_type: Option<EncodingType>,
    pub key_marker: Option<String>,
    pub version_id_marker: Option<String>,
}

impl ListObjectVersions {
    /// Creates a request from its required fields.
    pub fn new(bucket: impl Into<String>) -> Self {
        Self {
            bucket: bucket.into(),
            encoding_type: None,
            key_marker: None,
            version_id_marker: None,
        }
    }

    pub fn encoding_type(mut self, value: impl Into<EncodingType>) -> Self {
        self.encoding_type = Some(value.into());
        self
    }

    pub fn key_marker(mut self, value: impl Into<String>) -> Self {
        self.key_marker = Some(value.into());
        self
    }

    pub fn version_id_marker(mut self, value: impl Into<String>) -> Self {
        self.version_id_marker = Some(value.into());
        self
    }
}

/// The output of [`ListObjectVersions`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListObjectVersionsOutput {
    pub is_truncated: Option<bool>,
    pub next_key_marker: Option<String>,
    pub next_version_id_marker: Option<String>,
    pub versions: Option<Vec<Key>>,
    pub encoding_type: Option<EncodingType>,
}

impl ListObjectVersionsOutput {
    /// The list `versions`. It is empty if the response does not contain it.
    #[must_use]
    pub fn versions(&self) -> &[Key] {
        self.versions.as_deref().unwrap_or_default()
    }
}

/// The error of [`ListObjectVersions`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListObjectVersionsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListObjectVersions {
    type Output = ListObjectVersionsOutput;
    type Error = ListObjectVersionsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListObjectVersions";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/");
        request.bucket("Bucket", &self.bucket)?;
        request.literal_query("versions");
        request.query("encoding-type", &listing::encoding(self.encoding_type.as_ref()));
        request.query("key-marker", &self.key_marker);
        request.query("version-id-marker", &self.version_id_marker);
        request.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        endpoint::of_bucket(&Self::SERVICE, region, &self.bucket, endpoint::BucketRule::Any)
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let output: Result<Self::Output, Self::Error> = {
            Ok(reply::reply::<Self::Error>(status, headers, body)?.xml_members()?)
        };
        let mut output = output?;
        if listing::is_encoded(output.encoding_type.as_ref()) {
            listing::decode(&mut output.next_key_marker);
            for element in output.versions.iter_mut().flatten() {
                listing::decode(&mut element.key);
            }
        }
        Ok(output)
    }

    fn read(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        if self.encoding_type.is_none() {
            return Self::parse(status, headers, body);
        }
        Ok(reply::reply::<Self::Error>(status, headers, body)?.xml_members()?)
    }
}

impl paging::Paginated for ListObjectVersions {
    fn next_page(&self, output: &Self::Output) -> Option<Self> {
        if output.is_truncated != Some(true) {
            return None;
        }
        let mut next = Self {
            key_marker: output.next_key_marker.as_ref().filter(|token| !token.is_empty()).cloned(),
            version_id_marker: output
                .next_version_id_marker
                .as_ref()
                .filter(|token| !token.is_empty())
                .cloned(),
            ..self.clone()
        };
        if self.encoding_type.is_some()
            && listing::is_encoded(output.encoding_type.as_ref())
        {
            listing::decode(&mut next.key_marker);
        }
        let is_last = next.key_marker.is_none() && next.version_id_marker.is_none();
        let is_repeated = next.key_marker == self.key_marker
            && next.version_id_marker == self.version_id_marker;
        (!is_last && !is_repeated).then_some(next)
    }
}

impl paging::Items for ListObjectVersions {
    type Item = Key;

    fn items(output: Self::Output) -> Vec<Self::Item> {
        output.versions.unwrap_or_default()
    }
}

xml::decode! { ListObjectVersionsOutput {
    "IsTruncated" => is_truncated,
    "NextKeyMarker" => next_key_marker,
    "NextVersionIdMarker" => next_version_id_marker,
    "Version" [*] => versions,
    "EncodingType" => encoding_type,
} }

error::operation_error! { ListObjectVersionsError {} }
