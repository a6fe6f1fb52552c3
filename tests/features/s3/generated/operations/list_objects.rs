//! `ListObjects`: `GET /{Bucket}`.

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
pub struct ListObjects {
    pub bucket: String,
    pub encoding_type: Option<EncodingType>,
    pub marker: Option<String>,
    pub prefix: Option<String>,
}

impl ListObjects {
    /// Creates a request from its required fields.
    pub fn new(bucket: impl Into<String>) -> Self {
        Self { bucket: bucket.into(), encoding_type: None, marker: None, prefix: None }
    }

    pub fn encoding_type(mut self, value: impl Into<EncodingType>) -> Self {
        self.encoding_type = Some(value.into());
        self
    }

    pub fn marker(mut self, value: impl Into<String>) -> Self {
        self.marker = Some(value.into());
        self
    }

    pub fn prefix(mut self, value: impl Into<String>) -> Self {
        self.prefix = Some(value.into());
        self
    }
}

/// The output of [`ListObjects`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListObjectsOutput {
    pub is_truncated: Option<bool>,
    pub next_marker: Option<String>,
    pub contents: Option<Vec<Key>>,
    pub encoding_type: Option<EncodingType>,
}

impl ListObjectsOutput {
    /// The list `contents`. It is empty if the response does not contain it.
    #[must_use]
    pub fn contents(&self) -> &[Key] {
        self.contents.as_deref().unwrap_or_default()
    }
}

/// The error of [`ListObjects`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListObjectsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListObjects {
    type Output = ListObjectsOutput;
    type Error = ListObjectsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListObjects";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/");
        request.bucket("Bucket", &self.bucket)?;
        request.query("encoding-type", &listing::encoding(self.encoding_type.as_ref()));
        request.query("marker", &self.marker);
        request.query("prefix", &self.prefix);
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
            listing::decode(&mut output.next_marker);
            for element in output.contents.iter_mut().flatten() {
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

impl paging::Paginated for ListObjects {
    fn next_page(&self, output: &Self::Output) -> Option<Self> {
        if output.is_truncated != Some(true) {
            return None;
        }
        let mut next = Self {
            marker: output
                .next_marker
                .as_ref()
                .filter(|token| !token.is_empty())
                .or_else(|| {
                    output
                        .contents
                        .as_ref()
                        .and_then(|contents| contents.last())
                        .and_then(|item| item.key.as_ref())
                        .filter(|token| !token.is_empty())
                })
                .cloned(),
            ..self.clone()
        };
        if self.encoding_type.is_some()
            && listing::is_encoded(output.encoding_type.as_ref())
        {
            listing::decode(&mut next.marker);
        }
        let is_last = next.marker.is_none();
        let is_repeated = next.marker == self.marker;
        (!is_last && !is_repeated).then_some(next)
    }
}

impl paging::Items for ListObjects {
    type Item = Key;

    fn items(output: Self::Output) -> Vec<Self::Item> {
        output.contents.unwrap_or_default()
    }
}

xml::decode! { ListObjectsOutput {
    "IsTruncated" => is_truncated,
    "NextMarker" => next_marker,
    "Contents" [*] => contents,
    "EncodingType" => encoding_type,
} }

error::operation_error! { ListObjectsError {} }
