//! `PutNode`: `PUT /node`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};
use crate::types::Node;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutNode {
    pub child: Option<Node>,
}

impl PutNode {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn child(mut self, value: Node) -> Self {
        self.child = Some(value);
        self
    }
}

/// The output of [`PutNode`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutNodeOutput {
    pub child: Option<Node>,
}

/// The error of [`PutNode`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutNodeError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutNode {
    type Output = PutNodeOutput;
    type Error = PutNodeError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutNode";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/node");
        request.json_payload_object(&self.child);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(PutNodeOutput { child: reply.json_payload()? })
    }
}

error::operation_error! { PutNodeError {} }

serde_form::message! { PutNode {
    "child" => child,
} }

serde_form::message! { PutNodeOutput {
    "child" => child,
} }
