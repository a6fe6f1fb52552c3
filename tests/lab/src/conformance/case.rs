//! A case: what the generated types of an operation are given, and what must come of it.

use farrier_codegen::Input;
use farrier_codegen::ir::{Member, Model, Operation, ShapeId};
use serde::Deserialize;

use super::convert::{Converter, Notation};
use super::reply::ReplyTest;
use super::request::RequestTest;
use super::trial::{Answer, Mismatch, Task};

/// A model, and the cases that its generated types must pass.
pub struct Trial {
    /// Where the cases are from.
    pub label: String,
    /// The name by which rules of `skips.toml` find the suite.
    pub suite: String,
    /// The model.
    pub input: Input,
    /// Operations that must compile, if they are not refused, besides those of the cases.
    pub operations: Vec<String>,
    /// The cases.
    pub cases: Vec<Case>,
}

/// The token that cases of public suites have where a client fills one in.
pub const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// A request that must be sent as expected, or a reply that must be read so.
pub struct Case {
    /// The name, by which rules of `skips.toml` find it.
    pub name: String,
    /// The operation.
    pub operation: String,
    /// How its values are written.
    pub notation: Notation,
    /// The side that it is for, if it is not for both.
    pub applies_to: Option<Side>,
    /// What is tried.
    pub test: Test,
}

/// The sides of a protocol.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Who sends requests.
    Client,
    /// Who answers them.
    Server,
}

/// The kinds of cases.
pub enum Test {
    /// From an input to a request.
    Request(RequestTest),
    /// From a reply to an output or an error.
    Reply(ReplyTest),
    /// From events to frames, or back. Operations with events are refused.
    EventStream,
}

impl Case {
    /// What the generated types are to do.
    ///
    /// # Errors
    ///
    /// Names a part of the case that the model does not have.
    pub fn task(&self, model: &Model) -> Result<Task, String> {
        let subject = self.subject(model)?;
        match &self.test {
            Test::Request(test) => test.task(&subject),
            Test::Reply(test) => Ok(Task::Reply(test.received.clone())),
            Test::EventStream => Err("tests of event streams are not run yet".to_owned()),
        }
    }

    /// Compares the answer of the generated types with what is expected.
    ///
    /// # Errors
    ///
    /// The first difference.
    pub fn judge(&self, model: &Model, answer: &Answer) -> Result<(), Mismatch> {
        let subject = self.subject(model).map_err(|error| Mismatch::new("an operation", error))?;
        match &self.test {
            Test::Request(test) => test.judge(&subject, answer),
            Test::Reply(test) => test.judge(&subject, answer),
            Test::EventStream => Err(Mismatch::new("events", answer.shown())),
        }
    }

    fn subject<'a>(&self, model: &'a Model) -> Result<Subject<'a>, String> {
        let operation = model.operations.get(&self.operation);
        let missing = || format!("the model has no operation `{}`", self.operation);
        let converter = Converter { model, notation: self.notation };
        Ok(Subject { operation: operation.ok_or_else(missing)?, converter })
    }
}

/// The operation of a case, and the conversion of its values.
pub struct Subject<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// The conversion.
    pub converter: Converter<'a>,
}

impl<'a> Subject<'a> {
    /// The members of the input.
    pub fn input_members(&self) -> &'a [Member] {
        let model = self.converter.model;
        self.operation.input.as_ref().map_or(&[], |id| model.members(id))
    }

    /// The error of the operation that a reply names by this code.
    pub fn error(&self, code: &str) -> Option<&'a ShapeId> {
        let model = self.converter.model;
        self.operation
            .errors
            .iter()
            .find(|id| model.error_code(id) == code || model.error_name(id) == Some(code))
    }
}
