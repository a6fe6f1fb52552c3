//! `Hang`: `PUT /walls/{Wall}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error,
    request_extensions, service,
};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/pens-1/Hang)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Hang {
    pub wall: String,
    pub scan: Option<Vec<u8>>,
}

impl Hang {
    /// Creates a request from its required fields.
    pub fn new(wall: impl Into<String>) -> Self {
        Self { wall: wall.into(), scan: None }
    }

    pub fn scan(mut self, value: impl Into<Vec<u8>>) -> Self {
        self.scan = Some(value.into());
        self
    }
}

/// The output of [`Hang`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct HangOutput {}

/// The error of [`Hang`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum HangError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Hang {
    type Output = HangOutput;
    type Error = HangError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Hang";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/walls/");
        request.label("Wall", &self.wall)?;
        request.attach(request_extensions::Auth::Unsigned);
        if let Some(payload) = &self.scan {
            request.body("image/png", payload.clone());
        }
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

error::operation_error! { HangError {} }
