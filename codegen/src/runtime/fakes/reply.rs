//! Responses with an output or an error.

use http::{HeaderValue, Method, Response, StatusCode};

use super::super::error::{ErrorShape, Fault};
use super::super::operation::Operation;
pub use super::super::request::BuildError;
use super::super::request::RequestBuilder;

/// The request ID of all responses.
pub const REQUEST_ID: &str = "fake-request";

/// The reason why a response has no valid status.
const STATUS: &str = "it is not the HTTP status of such a response";

/// An operation whose responses can be written.
pub trait FakeOperation: Operation {
    /// The status of a response with an output.
    const STATUS: u16;

    /// Writes an output.
    ///
    /// # Errors
    ///
    /// Fails if the protocol cannot express a value, such as a header with a line break.
    fn write_output(output: &Self::Output, reply: &mut ReplyBuilder) -> Result<(), BuildError>;

    /// Adds the code and the message of an error, whose members are written.
    ///
    /// # Errors
    ///
    /// Fails if the protocol cannot express the code or the message.
    fn write_error(error: &ErrorCode<'_>, reply: &mut ReplyBuilder) -> Result<(), BuildError>;
}

/// An output or an error that can be written.
pub trait WriteReply {
    /// Writes the members.
    ///
    /// # Errors
    ///
    /// Fails if the protocol cannot express a value, such as a header with a line break.
    fn write(&self, reply: &mut ReplyBuilder) -> Result<(), BuildError>;
}

/// An error of the operation `O`.
pub trait FakeError<O>: ModelledError {}

/// An error of the model.
pub trait ModelledError: ErrorShape + WriteReply {
    /// The code in responses.
    const CODE: &'static str;

    /// The code of the query protocol, if the service has migrated from it.
    const QUERY_CODE: Option<&'static str> = None;

    /// Sets the member with the message. Returns `false` if there is none.
    fn set_message(&mut self, _: &str) -> bool {
        false
    }
}

/// The code and the message of an error.
#[derive(Clone, Copy, Debug)]
pub struct ErrorCode<'e> {
    /// The code.
    pub code: &'e str,
    /// The code of the query protocol, if the service has migrated from it.
    pub query_code: Option<&'e str>,
    /// The message, unless a member of the error has it.
    pub message: Option<&'e str>,
}

/// A response under construction.
#[derive(Debug)]
pub struct ReplyBuilder {
    status: u16,
    /// Its headers and its body are those of the response.
    request: RequestBuilder,
}

impl ReplyBuilder {
    fn new(status: u16) -> Self {
        Self { status, request: RequestBuilder::new(Method::GET, "/") }
    }

    /// The builder of the headers and the body, whose methods are those for requests.
    pub fn request(&mut self) -> &mut RequestBuilder {
        &mut self.request
    }

    /// Sets the status to that of a member, if it is set.
    ///
    /// # Errors
    ///
    /// Fails if the value is not a status.
    pub fn status<T: Copy + TryInto<u16>>(&mut self, status: Option<T>) -> Result<(), BuildError> {
        let Some(status) = status else { return Ok(()) };
        self.status = status.try_into().map_err(|_| invalid_status())?;
        Ok(())
    }

    /// Sets a header.
    ///
    /// # Errors
    ///
    /// Fails if the value is not a valid header.
    pub fn header(&mut self, name: &'static str, value: &str) -> Result<(), BuildError> {
        let value =
            HeaderValue::from_str(value).map_err(|_| BuildError::Header(name.to_owned()))?;
        self.request.headers.insert(name, value);
        Ok(())
    }

    /// Sets the header with the code of the query protocol, if there is one.
    ///
    /// # Errors
    ///
    /// Fails if a header cannot contain the code.
    pub fn query_code(&mut self, error: &ErrorCode<'_>) -> Result<(), BuildError> {
        match error.query_code {
            Some(code) => self.header("x-amzn-query-error", &format!("{code};Sender")),
            None => Ok(()),
        }
    }

    /// Returns the body and leaves an empty one.
    pub fn take_body(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.request.body)
    }

    fn finish(self) -> Result<Response<Vec<u8>>, BuildError> {
        let (head, body) = self.request.build()?.into_parts();
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(self.status).map_err(|_| invalid_status())?;
        *response.headers_mut() = head.headers;
        let id = HeaderValue::from_static(REQUEST_ID);
        response.headers_mut().entry("x-amzn-requestid").or_insert(id);
        Ok(response)
    }
}

fn invalid_status() -> BuildError {
    BuildError::Member("status".to_owned(), STATUS)
}

/// Returns a response with the output that `fill` completes, such as
/// `testing::output::<GetItem>(|output| output.item = Some(item))`.
///
/// # Errors
///
/// Fails if the protocol cannot express a value, such as a header with a line break.
pub fn output<O: FakeOperation>(
    fill: impl FnOnce(&mut O::Output),
) -> Result<Response<Vec<u8>>, BuildError>
where
    O::Output: Default,
{
    let mut output = O::Output::default();
    fill(&mut output);
    of_output::<O>(&output)
}

/// Returns a response with an output.
///
/// # Errors
///
/// See [`output`].
pub fn of_output<O: FakeOperation>(output: &O::Output) -> Result<Response<Vec<u8>>, BuildError> {
    let mut reply = ReplyBuilder::new(O::STATUS);
    O::write_output(output, &mut reply)?;
    reply.finish()
}

/// Returns a response with an error of the model.
///
/// # Errors
///
/// See [`output`].
pub fn error<O: FakeOperation>(
    mut error: impl FakeError<O>,
    message: &str,
) -> Result<Response<Vec<u8>>, BuildError> {
    of_error::<O, _>(&mut error, message)
}

fn of_error<O: FakeOperation, E: ModelledError>(
    error: &mut E,
    message: &str,
) -> Result<Response<Vec<u8>>, BuildError> {
    let message = (!error.set_message(message)).then_some(message);
    let usual = if E::FAULT == Some(Fault::Server) { 500 } else { 400 };
    let mut reply = ReplyBuilder::new(E::STATUS.unwrap_or(usual));
    error.write(&mut reply)?;
    let code = ErrorCode { code: E::CODE, query_code: E::QUERY_CODE, message };
    O::write_error(&code, &mut reply)?;
    reply.finish()
}

/// Returns a response with an error that the model does not list, such as
/// `testing::failure::<GetItem>(400, "ThrottlingException", "Rate exceeded")`.
///
/// # Errors
///
/// Fails if the status is not that of an error, or if the protocol cannot express a text.
pub fn failure<O: FakeOperation>(
    status: u16,
    code: &str,
    message: &str,
) -> Result<Response<Vec<u8>>, BuildError> {
    if status < 300 {
        return Err(invalid_status());
    }
    let mut reply = ReplyBuilder::new(status);
    let code = ErrorCode { code, query_code: None, message: Some(message) };
    O::write_error(&code, &mut reply)?;
    reply.finish()
}

/// Reads a response like that of a service. It makes errors for code that takes the error of an operation.
///
/// # Errors
///
/// Fails with the error in the response.
pub fn read<O: Operation>(response: &Response<Vec<u8>>) -> Result<O::Output, O::Error> {
    O::parse(response.status(), response.headers(), response.body())
}

/// Implements [`FakeOperation`] for an operation whose output implements [`WriteReply`], and [`FakeError`] for its errors.
macro_rules! operation {
    ($request:ident, $output:ident, $status:literal, $error:path, [$($shape:path),* $(,)?] $(,)?) => {
        $(impl fakes::reply::FakeError<$request> for $shape {})*

        impl fakes::reply::FakeOperation for $request {
            const STATUS: u16 = $status;

            fn write_output(
                output: &$output,
                reply: &mut fakes::reply::ReplyBuilder,
            ) -> Result<(), fakes::reply::BuildError> {
                fakes::reply::WriteReply::write(output, reply)
            }

            fn write_error(
                error: &fakes::reply::ErrorCode<'_>,
                reply: &mut fakes::reply::ReplyBuilder,
            ) -> Result<(), fakes::reply::BuildError> {
                $error(error, reply)
            }
        }
    };
}
#[allow(unused_imports)] // The output may have no operations.
pub(crate) use operation;
