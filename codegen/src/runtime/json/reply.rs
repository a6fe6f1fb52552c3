//! JSON bodies of responses.

use super::super::error::{ErrorBody, ErrorReply, MalformedReply};
use super::super::reply::Reply;
use super::decode::{self, Object, Reader};

/// The members for the message of an error. The first one that is present is used.
const MESSAGE_MEMBERS: [&str; 3] = ["message", "Message", "errorMessage"];

impl Reply<'_> {
    /// Reads the body as a structure. An empty body or `null` is an object without members.
    /// Fails if the body is not a JSON object, or if a member has the wrong type.
    pub fn json<T: Object + Default>(&self) -> Result<T, MalformedReply> {
        let mut object = T::default();
        let read = decode::body(&mut object, self.body());
        read.map(|()| object).map_err(|error| self.unreadable(&error))
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
    let values = members(body, &[code_members, &MESSAGE_MEMBERS].concat()).ok()?;
    let (code_values, message_values) = values.split_at(code_members.len());
    let text = |value: Option<&str>| decode::value::<String>(value?).ok();
    let is_number = |value: &str| value.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let mut codes: Vec<String> = code_values.iter().copied().filter_map(text).collect();
    // Strings come first, because a numeric `code` may be an ordinary member.
    for value in code_values.iter().flatten().filter(|value| is_number(value)) {
        codes.push((*value).to_owned());
    }
    let message = message_values.iter().copied().find_map(text);
    Some(ErrorBody { codes, message, ..ErrorBody::default() })
}

/// Reads a string member of a body. Returns `None` if there is none, or if it is empty.
#[must_use]
pub fn text_member(body: &[u8], name: &str) -> Option<String> {
    let values = members(body, &[name]).ok()?;
    let text = decode::value::<String>((*values.first()?)?).ok();
    text.filter(|text| !text.is_empty())
}

/// The members of a JSON object with these names, as JSON text. The last of several equal members wins.
fn members<'b>(body: &'b [u8], names: &[&str]) -> Result<Vec<Option<&'b str>>, decode::Error> {
    let mut reader = Reader::new(decode::text_of(body)?);
    let mut values = vec![None; names.len()];
    reader.object()?;
    while let Some(name) = reader.name()? {
        let value = reader.value()?;
        for (wanted, slot) in names.iter().zip(&mut values) {
            if *wanted == name {
                *slot = Some(value);
            }
        }
    }
    reader.end().map(|()| values)
}
