//! `GetCart`: `GET /cart`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};

/// **Deprecated.** Use GetLorry.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetCart {
    pub wheels: Option<i32>,
}

impl GetCart {
    /// Creates a request with all fields unset.
    #[deprecated = "Use GetLorry."]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn wheels(mut self, value: i32) -> Self {
        self.wheels = Some(value);
        self
    }
}

/// The output of [`GetCart`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetCartOutput {
    /// What drives it.
    ///
    /// **Deprecated.**
    pub whip: Option<String>,
}

/// The error of [`GetCart`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetCartError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetCart {
    type Output = GetCartOutput;
    type Error = GetCartError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetCart";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/cart");
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

json::encode! { GetCart {
    "wheels" => wheels,
} }

json::decode! { GetCartOutput {
    "whip" => whip,
} }

error::operation_error! { GetCartError {} }
