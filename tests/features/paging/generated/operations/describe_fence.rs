//! `DescribeFence`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, paging, service,
};
use crate::types::{Fence, Post};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct DescribeFence {
    pub fence: String,
    pub start_after: Option<String>,
}

impl DescribeFence {
    /// Creates a request from its required fields.
    pub fn new(fence: impl Into<String>) -> Self {
        Self { fence: fence.into(), start_after: None }
    }

    pub fn start_after(mut self, value: impl Into<String>) -> Self {
        self.start_after = Some(value.into());
        self
    }
}

/// The output of [`DescribeFence`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DescribeFenceOutput {
    pub fence: Option<Fence>,
}

/// The error of [`DescribeFence`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DescribeFenceError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for DescribeFence {
    type Output = DescribeFenceOutput;
    type Error = DescribeFenceError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "DescribeFence";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.1", "Meadows.DescribeFence", self)?.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

impl paging::Paginated for DescribeFence {
    fn next_page(&self, output: &Self::Output) -> Option<Self> {
        if output.fence.as_ref().and_then(|fence| fence.has_more.as_ref()) != Some(&true)
        {
            return None;
        }
        let start_after = paging::next_token(
            self.start_after.as_ref(),
            output
                .fence
                .as_ref()
                .and_then(|fence| fence.posts.as_ref())
                .and_then(|posts| posts.last())
                .and_then(|item| item.id.as_ref()),
        )?;
        Some(Self { start_after: Some(start_after), ..self.clone() })
    }
}

impl paging::Items for DescribeFence {
    type Item = Post;

    fn items(output: Self::Output) -> Vec<Self::Item> {
        output.fence.and_then(|fence| fence.posts).unwrap_or_default()
    }
}

json::encode! { DescribeFence {
    "fence" => fence,
    "startAfter" => start_after,
} }

json::decode! { DescribeFenceOutput {
    "fence" => fence,
} }

error::operation_error! { DescribeFenceError {} }
