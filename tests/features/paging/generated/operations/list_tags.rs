//! `ListTags`: `POST /`.

use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, paging, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListTags {
    pub page: Option<i32>,
}

impl ListTags {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn page(mut self, value: i32) -> Self {
        self.page = Some(value);
        self
    }
}

/// The output of [`ListTags`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListTagsOutput {
    pub tags: Option<BTreeMap<String, String>>,
    pub next_page: Option<i32>,
}

/// The error of [`ListTags`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListTagsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListTags {
    type Output = ListTagsOutput;
    type Error = ListTagsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListTags";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.1", "Meadows.ListTags", self)?.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

impl paging::Paginated for ListTags {
    fn next_page(&self, output: &Self::Output) -> Option<Self> {
        let page = paging::next_token(self.page.as_ref(), output.next_page.as_ref())?;
        Some(Self { page: Some(page) })
    }
}

impl paging::Items for ListTags {
    type Item = (String, String);

    fn items(output: Self::Output) -> Vec<Self::Item> {
        output.tags.into_iter().flatten().collect()
    }
}

json::encode! { ListTags {
    "page" => page,
} }

json::decode! { ListTagsOutput {
    "tags" => tags,
    "nextPage" => next_page,
} }

error::operation_error! { ListTagsError {} }
