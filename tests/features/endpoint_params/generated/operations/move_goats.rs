//! `MoveGoats`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};
use crate::types::Move;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct MoveGoats {
    pub moves: Vec<Move>,
}

impl MoveGoats {
    /// Creates a request from its required fields.
    pub fn new(moves: impl IntoIterator<Item = Move>) -> Self {
        Self { moves: moves.into_iter().collect() }
    }
}

/// The output of [`MoveGoats`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MoveGoatsOutput {}

/// The error of [`MoveGoats`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MoveGoatsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for MoveGoats {
    type Output = MoveGoatsOutput;
    type Error = MoveGoatsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "MoveGoats";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.0", "Paddocks.MoveGoats", self)?.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        crate::service::herd_arns_endpoint(
            region,
            self
                .moves
                .iter()
                .flat_map(|item| {
                    [
                        item.away.as_ref().map(|item| &item.herd_arn),
                        item.home.as_ref().map(|item| &item.herd_arn),
                    ].into_iter().flatten()
                })
                .next()
                .map(String::as_str),
        )
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        aws_json::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

json::encode! { MoveGoats {
    "Moves" => moves,
} }

error::operation_error! { MoveGoatsError {} }
