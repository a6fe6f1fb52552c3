//! `Paint`: `POST /paint`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};
use crate::types::{PhysicalTable, Visual};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Paint {
    pub visual: Option<Visual>,
    pub table: Option<PhysicalTable>,
}

impl Paint {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn visual(mut self, value: Visual) -> Self {
        self.visual = Some(value);
        self
    }

    pub fn table(mut self, value: PhysicalTable) -> Self {
        self.table = Some(value);
        self
    }
}

/// The output of [`Paint`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PaintOutput {
    pub visual: Option<Visual>,
}

/// The error of [`Paint`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PaintError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Paint {
    type Output = PaintOutput;
    type Error = PaintError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Paint";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/paint");
        request.json(self);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(rest_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

json::encode! { Paint {
    "visual" => visual,
    "table" => table,
} }

json::decode! { PaintOutput {
    "visual" => visual,
} }

error::operation_error! { PaintError {} }
