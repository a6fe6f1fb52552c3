//! `Unlock`: `POST /unlock`.

use std::collections::BTreeMap;
use std::fmt;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::arguments::IntoTextMap;
use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Redacted, Request, RequestBuilder, error,
    json, service,
};
use crate::types::Owner;

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/sensitive-2024-01-31/Unlock)
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Unlock {
    pub door: String,
    pub password: String,
    pub r#type: Option<String>,
    pub codes: Option<BTreeMap<String, String>>,
}

impl fmt::Debug for Unlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unlock")
            .field("door", &self.door)
            .field("password", &Redacted)
            .field("type", &self.r#type.as_ref().map(|_| Redacted))
            .field("codes", &self.codes.as_ref().map(|_| Redacted))
            .finish()
    }
}

impl Unlock {
    /// Creates a request from its required fields, in the order of their names.
    pub fn new(door: impl Into<String>, password: impl Into<String>) -> Self {
        Self { door: door.into(), password: password.into(), r#type: None, codes: None }
    }

    pub fn r#type(mut self, value: impl Into<String>) -> Self {
        self.r#type = Some(value.into());
        self
    }

    pub fn codes(mut self, value: impl IntoTextMap<String, String>) -> Self {
        self.codes = Some(value.into_map());
        self
    }
}

/// The output of [`Unlock`].
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct UnlockOutput {
    pub keys: Option<BTreeMap<String, String>>,
    pub owner: Option<Owner>,
    pub open: Option<bool>,
}

impl fmt::Debug for UnlockOutput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnlockOutput")
            .field("keys", &self.keys.as_ref().map(|_| Redacted))
            .field("owner", &self.owner.as_ref().map(|_| Redacted))
            .field("open", &self.open)
            .finish()
    }
}

/// The error of [`Unlock`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UnlockError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Unlock {
    type Output = UnlockOutput;
    type Error = UnlockError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Unlock";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/unlock");
        request.secret_prefix_headers("x-code-", &self.codes)?;
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

json::encode! { Unlock {
    "door" => door,
    "password" => password,
    "type" => r#type,
} }

json::decode! { UnlockOutput {
    "keys" => keys,
    "owner" => owner,
    "open" => open,
} }

error::operation_error! { UnlockError {} }
