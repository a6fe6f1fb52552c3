//! `ListShards`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, paging, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListShards {
    pub stream_name: Option<String>,
    pub next_token: Option<String>,
    pub exclusive_start_shard_id: Option<String>,
    pub max_results: Option<i32>,
}

impl ListShards {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn stream_name(mut self, value: impl Into<String>) -> Self {
        self.stream_name = Some(value.into());
        self
    }

    pub fn next_token(mut self, value: impl Into<String>) -> Self {
        self.next_token = Some(value.into());
        self
    }

    pub fn exclusive_start_shard_id(mut self, value: impl Into<String>) -> Self {
        self.exclusive_start_shard_id = Some(value.into());
        self
    }

    pub fn max_results(mut self, value: i32) -> Self {
        self.max_results = Some(value);
        self
    }
}

/// The output of [`ListShards`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListShardsOutput {
    pub shards: Option<Vec<String>>,
    pub next_token: Option<String>,
}

impl ListShardsOutput {
    /// The list `shards`. It is empty if the response does not contain it.
    #[must_use]
    pub fn shards(&self) -> &[String] {
        self.shards.as_deref().unwrap_or_default()
    }
}

/// The error of [`ListShards`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListShardsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListShards {
    type Output = ListShardsOutput;
    type Error = ListShardsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListShards";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.1", "Water_20240131.ListShards", self)?.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

impl paging::Paginated for ListShards {
    fn next_page(&self, output: &Self::Output) -> Option<Self> {
        let next_token = paging::next_token(self.next_token.as_ref(), output.next_token.as_ref())?;
        Some(Self {
            next_token: Some(next_token),
            stream_name: None,
            exclusive_start_shard_id: None,
            ..self.clone()
        })
    }
}

impl paging::Items for ListShards {
    type Item = String;

    fn items(output: Self::Output) -> Vec<Self::Item> {
        output.shards.unwrap_or_default()
    }
}

json::encode! { ListShards {
    "StreamName" => stream_name,
    "NextToken" => next_token,
    "ExclusiveStartShardId" => exclusive_start_shard_id,
    "MaxResults" => max_results,
} }

json::decode! { ListShardsOutput {
    "Shards" => shards,
    "NextToken" => next_token,
} }

error::operation_error! { ListShardsError {} }
