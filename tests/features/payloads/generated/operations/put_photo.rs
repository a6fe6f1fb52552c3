//! `PutPhoto`: `PUT /photos`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutPhoto {
    pub kind: Option<String>,
    pub photo: Option<Vec<u8>>,
}

impl PutPhoto {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn kind(mut self, value: impl Into<String>) -> Self {
        self.kind = Some(value.into());
        self
    }

    pub fn photo(mut self, value: impl Into<Vec<u8>>) -> Self {
        self.photo = Some(value.into());
        self
    }
}

/// The output of [`PutPhoto`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutPhotoOutput {
    pub kind: Option<String>,
    pub photo: Option<Vec<u8>>,
}

/// The error of [`PutPhoto`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutPhotoError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutPhoto {
    type Output = PutPhotoOutput;
    type Error = PutPhotoError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutPhoto";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/photos");
        request.header("Content-Type", &self.kind)?;
        if let Some(payload) = &self.photo {
            request.bytes(payload);
        }
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(PutPhotoOutput { kind: reply.header("Content-Type")?, photo: reply.bytes() })
    }
}

error::operation_error! { PutPhotoError {} }
