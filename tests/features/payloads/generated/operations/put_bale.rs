//! `PutBale`: `PUT /bales`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};
use crate::types::Bale;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutBale {
    pub bale: Option<Bale>,
}

impl PutBale {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn bale(mut self, value: Bale) -> Self {
        self.bale = Some(value);
        self
    }
}

/// The output of [`PutBale`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutBaleOutput {
    pub bale: Option<Bale>,
}

/// The error of [`PutBale`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutBaleError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutBale {
    type Output = PutBaleOutput;
    type Error = PutBaleError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutBale";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/bales");
        request.json_payload_object(&self.bale);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(PutBaleOutput { bale: reply.json_payload()? })
    }
}

error::operation_error! { PutBaleError {} }
