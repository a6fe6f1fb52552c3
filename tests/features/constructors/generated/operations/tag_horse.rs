//! `TagHorse`: `POST /tags`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};
use crate::types::{Mark, Tag};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/stables-2024-01-31/TagHorse)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct TagHorse {
    pub tags: Vec<Tag>,
}

impl TagHorse {
    /// Creates a request from its required fields.
    pub fn new(tags: impl IntoIterator<Item = Tag>) -> Self {
        Self { tags: tags.into_iter().collect() }
    }
}

/// The output of [`TagHorse`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TagHorseOutput {
    pub tags: Option<Vec<Tag>>,
    pub marks: Option<Vec<Mark>>,
}

impl TagHorseOutput {
    /// The list `tags`. It is empty if the response does not contain it.
    pub fn tags(&self) -> &[Tag] {
        self.tags.as_deref().unwrap_or_default()
    }

    /// The list `marks`. It is empty if the response does not contain it.
    pub fn marks(&self) -> &[Mark] {
        self.marks.as_deref().unwrap_or_default()
    }
}

/// The error of [`TagHorse`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TagHorseError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for TagHorse {
    type Output = TagHorseOutput;
    type Error = TagHorseError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "TagHorse";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/tags");
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

json::encode! { TagHorse {
    "Tags" => tags,
} }

json::decode! { TagHorseOutput {
    "Tags" => tags,
    "Marks" => marks,
} }

error::operation_error! { TagHorseError {} }
