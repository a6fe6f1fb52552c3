//! `Draw`: `POST /drawings`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    request_extensions, service,
};
use crate::types::{Line, OutOfInk};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/pens-1/Draw)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Draw {
    /// In points.
    pub width: i32,
    /// How hard.
    ///
    /// Known values: 1 (`SOFT`), 2 (`HARD`).
    ///
    /// The default is `2`.
    pub pressure: Option<i32>,
    pub title: Option<String>,
    pub lines: Option<Vec<Line>>,
}

impl Draw {
    /// Creates a request from its required fields.
    pub fn new(width: i32) -> Self {
        Self { width, pressure: None, title: None, lines: None }
    }

    /// How hard.
    pub fn pressure(mut self, value: i32) -> Self {
        self.pressure = Some(value);
        self
    }

    pub fn title(mut self, value: impl Into<String>) -> Self {
        self.title = Some(value.into());
        self
    }

    pub fn lines(mut self, value: impl IntoIterator<Item = Line>) -> Self {
        self.lines = Some(value.into_iter().collect());
        self
    }
}

/// The output of [`Draw`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DrawOutput {
    pub width: Option<i32>,
    /// Known values: 1 (`SOFT`), 2 (`HARD`).
    pub pressure: Option<i32>,
    pub lines: Option<Vec<Line>>,
}

impl DrawOutput {
    /// The list `lines`. It is empty if the response does not contain it.
    pub fn lines(&self) -> &[Line] {
        self.lines.as_deref().unwrap_or_default()
    }
}

/// The error of [`Draw`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DrawError {
    OutOfInk(ErrorReply<OutOfInk>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Draw {
    type Output = DrawOutput;
    type Error = DrawError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Draw";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/drawings");
        request.query("w", &self.width);
        request.attach(request_extensions::Auth::Unsigned);
        request.json(self);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        let mut output: Self::Output = reply.json()?;
        output.pressure = reply.header("X-Pressure")?;
        Ok(output)
    }
}

json::encode! { Draw {
    "Pressure" => pressure,
    "Title" => title,
    "Lines" => lines,
} }

json::decode! { DrawOutput {
    "Width" => width,
    "Lines" => lines,
} }

error::operation_error! { DrawError {
    "OutOfInk" => OutOfInk,
} }
