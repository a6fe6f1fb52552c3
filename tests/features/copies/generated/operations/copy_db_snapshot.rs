//! `CopyDBSnapshot`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::query;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, form, service, xml,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct CopyDBSnapshot {
    pub source_db_snapshot_identifier: String,
    pub pre_signed_url: Option<String>,
    pub source_region: Option<String>,
}

impl CopyDBSnapshot {
    /// Creates a request from its required fields.
    pub fn new(source_db_snapshot_identifier: impl Into<String>) -> Self {
        Self {
            source_db_snapshot_identifier: source_db_snapshot_identifier.into(),
            pre_signed_url: None,
            source_region: None,
        }
    }

    pub fn pre_signed_url(mut self, value: impl Into<String>) -> Self {
        self.pre_signed_url = Some(value.into());
        self
    }

    pub fn source_region(mut self, value: impl Into<String>) -> Self {
        self.source_region = Some(value.into());
        self
    }
}

/// The output of [`CopyDBSnapshot`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CopyDBSnapshotOutput {}

/// The error of [`CopyDBSnapshot`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CopyDBSnapshotError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for CopyDBSnapshot {
    type Output = CopyDBSnapshotOutput;
    type Error = CopyDBSnapshotError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "CopyDBSnapshot";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = query::request("CopyDBSnapshot", "2014-10-31", self);
        request.presigned_copy(
            self.source_region.as_deref(),
            self.pre_signed_url.as_deref(),
            "PreSignedUrl",
            false,
        );
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(query::reply::<Self::Error>(status, headers, body)?.xml()?)
    }
}

form::encode! { CopyDBSnapshot {
    "SourceDBSnapshotIdentifier" => source_db_snapshot_identifier,
    "PreSignedUrl" => pre_signed_url,
} }

xml::decode! { CopyDBSnapshotOutput {} }

error::operation_error! { CopyDBSnapshotError {} }
