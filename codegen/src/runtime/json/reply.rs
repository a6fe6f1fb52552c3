//! JSON bodies of responses.

use std::borrow::Cow;

use super::super::error::{ErrorBody, ErrorReply, MalformedReply};
use super::super::reply::Reply;
use super::decode::{self, Object, Reader};

/// The members for the message of an error. The first one that is present is used.
const MESSAGE_MEMBERS: [&str; 3] = ["message", "Message", "errorMessage"];

impl Reply<'_> {
    /// Reads the body as a structure. An empty body or `null` is an object without members.
    ///
    /// # Errors
    ///
    /// Fails if the body is not a JSON object, or if a member has the wrong type.
    pub fn json<T: Object + Default>(&self) -> Result<T, MalformedReply> {
        let mut object = T::default();
        let read = decode::body(&mut object, self.body());
        read.map(|()| object).map_err(|error| self.unreadable(&error))
    }
}

impl Reply<'_> {
    /// Creates the error for a body that does not match the model.
    pub(super) fn unreadable(&self, error: &decode::Error) -> MalformedReply {
        self.malformed(&error.to_string())
    }

    /// Reads the members of an error from the body, up to the first invalid member.
    pub fn json_error(&self, detail: &mut dyn Object) {
        // An invalid body must not hide the error of the service.
        let _ = decode::body(detail, self.body());
    }
}

/// Reads an error response. The error code is in the first of `code_members` that is present.
#[must_use]
pub fn error(reply: &Reply<'_>, code_members: &[&str]) -> ErrorReply {
    ErrorReply::new(reply, error_body(reply.body(), code_members))
}

/// Reads the error code and message of a body. Returns `None` if the body is not a JSON object.
fn error_body(body: &[u8], code_members: &[&str]) -> Option<ErrorBody> {
    let members = decode::text_of(body).and_then(members).ok()?;
    let value = |name: &str| {
        let member = members.iter().rev().find(|(member, _)| member == name);
        member.map(|(_, value)| *value)
    };
    let text = |name: &str| decode::value::<String>(value(name)?).ok();
    let is_number = |value: &&str| value.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let mut codes = Vec::new();
    codes.extend(code_members.iter().copied().filter_map(text));
    // Strings come first, because a numeric `code` may be an ordinary member.
    let numbers = code_members.iter().filter_map(|name| value(name).filter(is_number));
    codes.extend(numbers.map(str::to_owned));
    Some(ErrorBody { codes, message: MESSAGE_MEMBERS.into_iter().find_map(text) })
}

/// Reads a string member of a body. Returns `None` if there is none, or if it is empty.
#[must_use]
pub fn text_member(body: &[u8], name: &str) -> Option<String> {
    let members = decode::text_of(body).and_then(members).ok()?;
    let (_, value) = members.into_iter().rev().find(|(member, _)| member == name)?;
    decode::value::<String>(value).ok().filter(|text| !text.is_empty())
}

/// The members of a JSON object: names and raw values.
fn members(body: &str) -> Result<Vec<(Cow<'_, str>, &str)>, decode::Error> {
    let mut reader = Reader::new(body);
    let mut members = Vec::new();
    reader.object()?;
    while let Some(name) = reader.name()? {
        members.push((name, reader.value()?));
    }
    reader.end().map(|()| members)
}
