//! `HeadSaddle`: `HEAD /saddles/{id}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct HeadSaddle {
    pub id: String,
}

impl HeadSaddle {
    /// Creates a request from its required fields.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// The output of [`HeadSaddle`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct HeadSaddleOutput {
    pub weight: Option<f64>,
}

/// The error of [`HeadSaddle`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum HeadSaddleError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for HeadSaddle {
    type Output = HeadSaddleOutput;
    type Error = HeadSaddleError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "HeadSaddle";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::HEAD, "/saddles/");
        request.label("id", &self.id)?;
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(HeadSaddleOutput { weight: reply.header("X-Weight")? })
    }
}

error::operation_error! { HeadSaddleError {} }

serde_form::message! { HeadSaddle {
    "id" => id,
} }

serde_form::message! { HeadSaddleOutput {
    "weight" => weight,
} }
