//! `Attack`: `POST /attack`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};

/// A \*/ comment, a "# string, a \`tick\`, a \[link\] and \[text\](javascript:x).
///
/// Line break and bidi .
///
/// \<div> \&amp; \<unclosed>
///
/// * one
///   * nested
/// * two ``a`b``
///
/// See <https://example.com/a_b>. # not a heading
///
/// \# nor this
///
/// 1\. nor a list
///
/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/hostile-2024-01-31/Attack)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Attack {
    /// Use [this **page**](https://example.com/x), *not* that.
    ///
    /// **Note:** Mind the gap.
    pub member: Option<String>,
}

impl Attack {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// Use [this **page**](https://example.com/x), *not* that.
    pub fn member(mut self, value: impl Into<String>) -> Self {
        self.member = Some(value.into());
        self
    }
}

/// The output of [`Attack`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AttackOutput {}

/// The error of [`Attack`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AttackError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Attack {
    type Output = AttackOutput;
    type Error = AttackError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Attack";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/attack");
        request.json(self);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

json::encode! { Attack {
    "a\"b\\c\n} fn x() {" => member,
} }

error::operation_error! { AttackError {} }
