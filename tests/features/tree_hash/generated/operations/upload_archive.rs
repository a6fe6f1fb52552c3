//! `UploadArchive`: `POST /{accountId}/barns/{barn}/hay`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct UploadArchive {
    pub account_id: String,
    pub barn: String,
    pub checksum: Option<String>,
    pub hay: Option<Vec<u8>>,
}

impl UploadArchive {
    /// Creates a request from its required fields: path labels first, then the others by name.
    pub fn new(account_id: impl Into<String>, barn: impl Into<String>) -> Self {
        Self { account_id: account_id.into(), barn: barn.into(), checksum: None, hay: None }
    }

    pub fn checksum(mut self, value: impl Into<String>) -> Self {
        self.checksum = Some(value.into());
        self
    }

    pub fn hay(mut self, value: impl Into<Vec<u8>>) -> Self {
        self.hay = Some(value.into());
        self
    }
}

/// The output of [`UploadArchive`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UploadArchiveOutput {}

/// The error of [`UploadArchive`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UploadArchiveError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for UploadArchive {
    type Output = UploadArchiveOutput;
    type Error = UploadArchiveError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "UploadArchive";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/");
        request.label_or("accountId", &self.account_id, "-")?;
        request.path("/barns/");
        request.label("barn", &self.barn)?;
        request.path("/hay");
        request.header("x-amz-sha256-tree-hash", &self.checksum)?;
        request.default_header("x-amz-glacier-version", "2024-01-31");
        if let Some(payload) = &self.hay {
            request.bytes(payload);
        }
        request.body_hashes();
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

error::operation_error! { UploadArchiveError {} }
