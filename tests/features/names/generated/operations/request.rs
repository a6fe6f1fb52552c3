//! `Request`: `POST /request`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, Timestamp, error,
    json, service, value_format,
};
use crate::types::{
    Malformed, Member, Mod, OddValues, OptionShape, OptionShape2, Prelude, RequestOutput,
};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/names-2024-01-31/Request)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct RequestOperation {
    pub self_: String,
    pub r#type: Option<String>,
    pub new: Option<String>,
    pub set_new: Option<String>,
    pub request: Option<String>,
    pub parse: Option<String>,
    pub x: Option<String>,
    pub _2nd: Option<String>,
    pub foo_bar: Option<String>,
    pub foo_bar2: Option<String>,
    pub kms_key_id: Option<String>,
}

impl RequestOperation {
    /// Creates a request from its required fields.
    pub fn new(self_: impl Into<String>) -> Self {
        Self {
            self_: self_.into(),
            r#type: None,
            new: None,
            set_new: None,
            request: None,
            parse: None,
            x: None,
            _2nd: None,
            foo_bar: None,
            foo_bar2: None,
            kms_key_id: None,
        }
    }

    pub fn r#type(mut self, value: impl Into<String>) -> Self {
        self.r#type = Some(value.into());
        self
    }

    pub fn set_new(mut self, value: impl Into<String>) -> Self {
        self.new = Some(value.into());
        self
    }

    pub fn set_new2(mut self, value: impl Into<String>) -> Self {
        self.set_new = Some(value.into());
        self
    }

    pub fn set_request(mut self, value: impl Into<String>) -> Self {
        self.request = Some(value.into());
        self
    }

    pub fn set_parse(mut self, value: impl Into<String>) -> Self {
        self.parse = Some(value.into());
        self
    }

    pub fn x(mut self, value: impl Into<String>) -> Self {
        self.x = Some(value.into());
        self
    }

    pub fn _2nd(mut self, value: impl Into<String>) -> Self {
        self._2nd = Some(value.into());
        self
    }

    pub fn foo_bar(mut self, value: impl Into<String>) -> Self {
        self.foo_bar = Some(value.into());
        self
    }

    pub fn foo_bar2(mut self, value: impl Into<String>) -> Self {
        self.foo_bar2 = Some(value.into());
        self
    }

    pub fn kms_key_id(mut self, value: impl Into<String>) -> Self {
        self.kms_key_id = Some(value.into());
        self
    }
}

/// The output of [`RequestOperation`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RequestOperationOutput {
    pub option: Option<OptionShape>,
    pub own: Option<RequestOutput>,
    pub member: Option<BTreeMap<Member, Timestamp>>,
    pub odd: Option<OddValues>,
    pub r#mod: Option<Mod>,
    pub same: Option<OptionShape2>,
    pub prelude: Option<Prelude>,
}

/// The error of [`RequestOperation`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RequestOperationError {
    MalformedError(ErrorReply<Malformed>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for RequestOperation {
    type Output = RequestOperationOutput;
    type Error = RequestOperationError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Request";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/request");
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

json::encode! { RequestOperation {
    "self" => self_,
    "type" => r#type,
    "new" => new,
    "setNew" => set_new,
    "request" => request,
    "parse" => parse,
    "_x" => x,
    "2nd" => _2nd,
    "fooBar" => foo_bar,
    "FooBar" => foo_bar2,
    "KMSKeyId" => kms_key_id,
} }

json::decode! { RequestOperationOutput {
    "option" => option,
    "own" => own,
    "member" => member: Option<BTreeMap<Member, value_format::DateTime>>,
    "odd" => odd,
    "mod" => r#mod,
    "same" => same,
    "prelude" => prelude,
} }

error::operation_error! { RequestOperationError {
    "Malformed" => MalformedError,
} }
