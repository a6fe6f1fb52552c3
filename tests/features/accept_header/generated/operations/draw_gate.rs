//! `DrawGate`: `GET /gates/drawing`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct DrawGate {
    pub form: Option<String>,
}

impl DrawGate {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn form(mut self, value: impl Into<String>) -> Self {
        self.form = Some(value.into());
        self
    }
}

/// The output of [`DrawGate`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DrawGateOutput {}

/// The error of [`DrawGate`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DrawGateError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for DrawGate {
    type Output = DrawGateOutput;
    type Error = DrawGateError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "DrawGate";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/gates/drawing");
        request.header("Accept", &self.form)?;
        request.default_header("accept", "application/json");
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

error::operation_error! { DrawGateError {} }
