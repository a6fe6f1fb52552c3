//! `Enqueue`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, Timestamp, error, json, serde_form,
    service, token, value_format,
};
use crate::types::{Full, QueueDoesNotExist};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Enqueue {
    pub horse: String,
    pub at: Option<Timestamp>,
    /// If unset, each request gets a new token. To retry, send the same request again.
    pub token: Option<String>,
}

impl Enqueue {
    /// Creates a request from its required fields.
    pub fn new(horse: impl Into<String>) -> Self {
        Self { horse: horse.into(), at: None, token: None }
    }

    pub fn at(mut self, value: impl Into<Timestamp>) -> Self {
        self.at = Some(value.into());
        self
    }

    /// If unset, each request gets a new token.
    pub fn token(mut self, value: impl Into<String>) -> Self {
        self.token = Some(value.into());
        self
    }
}

/// The output of [`Enqueue`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct EnqueueOutput {
    pub place: Option<i32>,
}

/// The error of [`Enqueue`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EnqueueError {
    QueueDoesNotExist(ErrorReply<QueueDoesNotExist>),
    Full(ErrorReply<Full>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Enqueue {
    type Output = EnqueueOutput;
    type Error = EnqueueError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Enqueue";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        token::check(self.token.as_deref())?;
        let mut request =
            aws_json::request("application/x-amz-json-1.0", "HorseQueue_20240131.Enqueue", self)?;
        request.query_mode();
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

json::encode! { Enqueue {
    "Horse" => horse,
    "when" => at,
    "Token" => token: value_format::Token,
} }

json::decode! { EnqueueOutput {
    "Place" => place,
} }

error::operation_error! { EnqueueError {
    "Horse.NonExistentQueue" | "QueueDoesNotExist" => QueueDoesNotExist,
    "Full" => Full,
} }

serde_form::message! { Enqueue {
    "Horse" => horse,
    "when" => at,
    "Token" => token,
} }

serde_form::message! { EnqueueOutput {
    "Place" => place,
} }
