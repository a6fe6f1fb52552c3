//! `move`: `GET /move`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, Timestamp, error,
    json, service, value_format,
};
use crate::types::{Member, Mod, OddValues, OptionShape, OptionShape2, Prelude, RequestOutput};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/names-2024-01-31/move)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Move {}

impl Move {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`Move`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MoveOutput {
    pub option: Option<OptionShape>,
    pub own: Option<RequestOutput>,
    pub member: Option<BTreeMap<Member, Timestamp>>,
    pub odd: Option<OddValues>,
    pub r#mod: Option<Mod>,
    pub same: Option<OptionShape2>,
    pub prelude: Option<Prelude>,
}

/// The error of [`Move`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MoveError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Move {
    type Output = MoveOutput;
    type Error = MoveError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "move";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::GET, "/move").build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(rest_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

json::decode! { MoveOutput {
    "option" => option,
    "own" => own,
    "member" => member: Option<BTreeMap<Member, value_format::DateTime>>,
    "odd" => odd,
    "mod" => r#mod,
    "same" => same,
    "prelude" => prelude,
} }

error::operation_error! { MoveError {} }
