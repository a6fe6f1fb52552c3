//! `GetScan`: `GET /scan`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_xml;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service, value_format,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetScan {}

impl GetScan {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`GetScan`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetScanOutput {
    pub scan: Option<Vec<u8>>,
    pub meta: Option<BTreeMap<String, String>>,
}

/// The error of [`GetScan`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetScanError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetScan {
    type Output = GetScanOutput;
    type Error = GetScanError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetScan";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::GET, "/scan").build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_xml::reply::<Self::Error>(status, headers, body)?;
        Ok(GetScanOutput { scan: reply.bytes(), meta: reply.prefix_headers("x-meta-")? })
    }
}

error::operation_error! { GetScanError {} }

serde_form::message! { GetScan {} }

serde_form::message! { GetScanOutput {
    "Scan" => scan: Option<value_format::Blob>,
    "Meta" => meta,
} }
