//! Tests of responses: the HTTP response, and the output or error to read from that response.

use std::fmt;

use serde_json::{Value, json};

use super::case::Subject;
use super::compare::same_message;
use super::trial::{Answer, Failed, Mismatch, Received};

/// A response and the expected result.
pub struct ReplyTest {
    /// The HTTP response.
    pub received: Received,
    /// The expected result.
    pub expected: ExpectedReply,
    /// The permitted deviation.
    pub reading: Reading,
}

/// The expected result of reading a response.
pub enum ExpectedReply {
    /// An output, as an object with the members' names.
    Output(Value),
    /// An error.
    Error(ExpectedError),
    /// A parse error.
    Unreadable,
}

/// The permitted deviation from the expected result.
#[derive(Clone, Copy)]
pub enum Reading {
    /// None.
    Exact,
    /// The response may also be refused.
    Lenient,
    /// Any result: botocore's differs from the specification, for a reason that the corpus states.
    Excused,
    /// The response must be refused. A mutated body that is still valid JSON may be read as expected.
    Malformed,
}

/// The expected properties of an error. Any code, message and request id match if none is set.
#[derive(Default)]
pub struct ExpectedError {
    /// The error code, which is empty for none.
    pub code: Option<String>,
    /// The message, which is empty for none.
    pub message: Option<String>,
    /// The request id.
    pub request_id: Option<String>,
    /// The expected members.
    pub detail: Detail,
}

/// The expected members of an error.
#[derive(Default)]
pub enum Detail {
    /// No members: the operation does not list the error.
    #[default]
    None,
    /// Any members.
    Any,
    /// These members, in any shape.
    Members(Value),
    /// This shape and these members.
    Shape(String, Value),
}

impl fmt::Display for ExpectedReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(output) => output.fmt(f),
            Self::Error(error) => error.fmt(f),
            Self::Unreadable => f.write_str("a reply that cannot be read"),
        }
    }
}

impl fmt::Display for ExpectedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (shape, members) = match &self.detail {
            Detail::None | Detail::Any => (None, None),
            Detail::Members(members) => (None, Some(members)),
            Detail::Shape(shape, members) => (Some(shape), Some(members)),
        };
        let mut asserted = json!({
            "code": self.code,
            "message": self.message,
            "request_id": self.request_id,
            "shape": shape,
            "members": members,
        });
        if let Some(asserted) = asserted.as_object_mut() {
            asserted.retain(|_, value| !value.is_null());
        }
        asserted.fmt(f)
    }
}

impl ReplyTest {
    /// Compares the answer with the expectation.
    ///
    /// # Errors
    ///
    /// Returns the first difference.
    pub fn check(&self, subject: &Subject<'_>, answer: &Answer) -> Result<(), Mismatch> {
        let agreed = self.agrees(subject, answer);
        if matches!(answer, Answer::Output(output) if !output.round_trips) {
            return Err(Mismatch::new("the same output after it was written and read", "another"));
        }
        if matches!(self.reading, Reading::Excused) {
            return Ok(());
        }
        let is_json = || serde_json::from_slice::<Value>(&self.received.body).is_ok();
        match (self.reading, agreed) {
            (Reading::Lenient | Reading::Malformed, _) if self.is_refused(answer) => Ok(()),
            (Reading::Malformed, Ok(())) if is_json() => Ok(()),
            (Reading::Malformed, _) => Err(Mismatch::new("an error", answer.shown())),
            (Reading::Exact | Reading::Lenient | Reading::Excused, agreed) => agreed,
        }
    }

    /// Whether a deviating response was refused. For an error response this means an error with the same code.
    fn is_refused(&self, answer: &Answer) -> bool {
        match (answer, &self.expected) {
            (Answer::Malformed(reason), _) => reason.contains("cannot be read"),
            // Of an odd error, farrier may find the code where botocore does not.
            (Answer::Error(failed), ExpectedReply::Error(wanted)) => {
                wanted.has_code_of(failed) || wanted.code.as_deref() == Some("")
            }
            (Answer::Error(_), _) => true,
            _ => false,
        }
    }

    fn agrees(&self, subject: &Subject<'_>, answer: &Answer) -> Result<(), Mismatch> {
        match (&self.expected, answer) {
            (ExpectedReply::Output(wanted), Answer::Output(output)) => {
                let id = subject.operation.output.as_ref();
                let body = &self.received.body;
                let seen = subject.converter.message(id, &output.members, body);
                if same_message(subject.converter, id, &seen, wanted) {
                    Ok(())
                } else {
                    Err(Mismatch::new(wanted, seen))
                }
            }
            (ExpectedReply::Error(wanted), Answer::Error(failed)) => {
                if wanted.is_met(subject, failed) {
                    return Ok(());
                }
                Err(Mismatch::new(wanted, answer.shown()))
            }
            (ExpectedReply::Unreadable, Answer::Malformed(_) | Answer::Error(_)) => Ok(()),
            (expected, _) => Err(Mismatch::new(expected, answer.shown())),
        }
    }
}

impl ExpectedError {
    /// Whether the error has the expected code. Without a code, farrier's is the status.
    fn has_code_of(&self, failed: &Failed) -> bool {
        let is_status =
            || failed.code.len() == 3 && failed.code.bytes().all(|b| b.is_ascii_digit());
        let is_code = |code: &String| *code == failed.code || code.is_empty() && is_status();
        self.code.as_ref().is_none_or(is_code)
    }

    fn is_met(&self, subject: &Subject<'_>, failed: &Failed) -> bool {
        let message = failed.message.clone().unwrap_or_default();
        let id = subject.error(&failed.code);
        let have = |wanted: &Value| {
            let seen = failed.members.as_ref();
            let seen =
                seen.map_or(json!({}), |members| subject.converter.message(id, members, b""));
            same_message(subject.converter, id, &seen, wanted)
        };
        self.has_code_of(failed)
            && self.message.as_ref().is_none_or(|wanted| *wanted == message)
            && self.request_id.as_ref().is_none_or(|id| failed.request_id.as_ref() == Some(id))
            && failed.display.contains(&failed.code)
            && match &self.detail {
                Detail::None => failed.members.is_none(),
                Detail::Any => true,
                Detail::Members(members) => have(members),
                Detail::Shape(shape, members) => {
                    failed.members.is_some()
                        && id.is_some_and(|id| id.as_str() == shape)
                        && have(members)
                }
            }
    }
}
