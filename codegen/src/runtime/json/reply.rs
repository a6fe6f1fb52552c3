//! JSON bodies of replies.

use std::borrow::Cow;

use super::super::error::{ErrorBody, ErrorReply, MalformedReply};
use super::super::reply::Reply;
use super::decode::{self, Object, Reader};

/// Members that hold the message of an error. The first one that is there counts.
const MESSAGE_MEMBERS: [&str; 3] = ["message", "Message", "errorMessage"];

impl Reply<'_> {
    /// The structure that the body is, as a JSON object. An empty body has no members.
    ///
    /// # Errors
    ///
    /// Fails if the body is no JSON object, or if a member has a value of another type.
    pub fn json<T: Object + Default>(&self) -> Result<T, MalformedReply> {
        let mut object = T::default();
        let read = decode::body(&mut object, self.body());
        read.map(|()| object).map_err(|error| self.unreadable(&error))
    }
}

impl Reply<'_> {
    /// The error for a body that contradicts the model.
    pub(super) fn unreadable(&self, error: &decode::Error) -> MalformedReply {
        self.malformed(&error.to_string())
    }

    /// Reads the members of an error from the JSON object that the body is, up to the first that contradicts the model.
    pub fn json_error(&self, detail: &mut dyn Object) {
        // The error matters more than what is wrong with its body.
        let _ = decode::body(detail, self.body());
    }
}

/// The error that an unsuccessful reply means. The first of `code_members` that the body has holds its code.
#[must_use]
pub fn error(reply: &Reply<'_>, code_members: &[&str]) -> ErrorReply {
    ErrorReply::new(reply, error_body(reply.body(), code_members))
}

/// What a JSON body tells about an error; `None` if it is no JSON object.
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
    // Text comes first: a numeric `code` may be an ordinary member.
    let numbers = code_members.iter().filter_map(|name| value(name).filter(is_number));
    codes.extend(numbers.map(str::to_owned));
    Some(ErrorBody { codes, message: MESSAGE_MEMBERS.into_iter().find_map(text) })
}

/// The members of a JSON object, with their values as they are written.
fn members(body: &str) -> Result<Vec<(Cow<'_, str>, &str)>, decode::Error> {
    let mut reader = Reader::new(body);
    let mut members = Vec::new();
    reader.object()?;
    while let Some(name) = reader.name()? {
        members.push((name, reader.value()?));
    }
    reader.end().map(|()| members)
}
