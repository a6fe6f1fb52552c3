//! A test case: the input of a generated type, and the expected result.

use farrier_codegen::Input;
use farrier_codegen::ir::{Member, Model, Operation, ShapeId};
use serde::Deserialize;

use super::convert::{Converter, Notation};
use super::events::{ReceivedEvents, SentEvent};
use super::reply::ReplyTest;
use super::request::RequestTest;
use super::trial::{Answer, Mismatch, Task};

/// A model and its test cases.
pub struct Trial {
    /// The origin of the cases, as shown in the report.
    pub label: String,
    /// The name of the suite in the rules of `skips.toml`.
    pub suite: String,
    /// The model.
    pub input: Input,
    /// Further operations that must compile, unless they are unsupported.
    pub operations: Vec<String>,
    /// The cases.
    pub cases: Vec<Case>,
}

/// The idempotency token that public suites expect in requests.
pub const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// A test of one request or response.
pub struct Case {
    /// The name of the case, as used in `skips.toml`.
    pub name: String,
    /// The name of the operation.
    pub operation: String,
    /// The notation of the values.
    pub notation: Notation,
    /// The side that the case is for; `None` for both.
    pub applies_to: Option<Side>,
    /// The test.
    pub test: Test,
}

/// The sides of a protocol.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Sends requests.
    Client,
    /// Answers requests.
    Server,
}

/// The kinds of cases.
pub enum Test {
    /// Makes a request from an input.
    Request(RequestTest),
    /// Reads an output or an error from a response.
    Reply(ReplyTest),
    /// Reads the events of a response.
    Received(ReceivedEvents),
    /// Encodes an event of a request.
    Sent(SentEvent),
}

impl Case {
    /// The task for the generated types.
    ///
    /// # Errors
    ///
    /// Names a part of the case that is missing in the model.
    pub fn task(&self, model: &Model) -> Result<Task, String> {
        let subject = self.subject(model)?;
        match &self.test {
            Test::Request(test) => test.task(&subject),
            Test::Reply(test) => Ok(Task::Reply(test.received.clone())),
            Test::Received(test) => Ok(Task::Events(test.received.clone())),
            Test::Sent(test) => test.task(&subject),
        }
    }

    /// Compares the answer of the generated types with the expectation.
    ///
    /// # Errors
    ///
    /// The first difference.
    pub fn check(&self, model: &Model, answer: &Answer) -> Result<(), Mismatch> {
        let subject = self.subject(model).map_err(|error| Mismatch::new("an operation", error))?;
        match &self.test {
            Test::Request(test) => test.check(&subject, answer),
            Test::Reply(test) => test.check(&subject, answer),
            Test::Received(test) => test.check(&subject, answer),
            Test::Sent(test) => test.check(answer),
        }
    }

    fn subject<'a>(&self, model: &'a Model) -> Result<Subject<'a>, String> {
        let operation = model.operations.get(&self.operation);
        let missing = || format!("the model has no operation `{}`", self.operation);
        let converter = Converter { model, notation: self.notation };
        Ok(Subject { operation: operation.ok_or_else(missing)?, converter })
    }
}

/// The operation of a case and the converter for its values.
pub struct Subject<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// The converter of values.
    pub converter: Converter<'a>,
}

impl<'a> Subject<'a> {
    /// The members of the input.
    pub fn input_members(&self) -> &'a [Member] {
        let model = self.converter.model;
        self.operation.input.as_ref().map_or(&[], |id| model.members(id))
    }

    /// The error shape of the operation with this code.
    pub fn error(&self, code: &str) -> Option<&'a ShapeId> {
        let model = self.converter.model;
        self.operation
            .errors
            .iter()
            .find(|id| model.error_code(id) == code || model.error_name(id) == Some(code))
    }
}
