//! The jobs of the driver and their answers.

use std::fmt;

use farrier_codegen::ir::{HttpLocation, Member, Model, ShapeKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::NOTATION;
use super::line::{self, CallLine, Kind, Recorded};
use super::reply::{self, Outcome};
use super::request::{self, Sent};
use super::settings::Settings;
use crate::conformance::case::TOKEN;
use crate::conformance::convert::Converter;
use crate::conformance::trial::{Mismatch, Received};

/// A call for the driver.
#[derive(Serialize)]
pub struct CallJob {
    operation: String,
    /// The input in its serde form.
    input: Value,
    token: &'static str,
    /// The request body, if it is a stream.
    stream: Option<Vec<u8>>,
    /// Whether the stream is sent in chunks, with its checksum in the trailer.
    chunked: bool,
    responses: Vec<Received>,
    #[serde(flatten)]
    settings: Settings,
}

impl fmt::Display for CallJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl CallJob {
    /// The jobs of a line: for a stream, one for each form of the body.
    ///
    /// # Errors
    ///
    /// Names a part of the line that farrier does not have.
    pub fn of(model: &Model, line: &CallLine) -> Result<Vec<Self>, String> {
        let operation = model.operations.get(&line.operation);
        let input = operation.and_then(|operation| operation.input.as_ref());
        let forms = |chunked| -> Result<Self, String> {
            let input = Converter { model, notation: NOTATION }.input(input, &line.text_input())?;
            let responses = line.responses.iter().map(line::Response::received);
            Ok(Self {
                operation: line.operation.clone(),
                input: input.members,
                token: TOKEN,
                stream: input.stream,
                chunked,
                responses: responses.collect::<Result<_, String>>()?,
                settings: Settings::read(&line.config)?,
            })
        };
        let held: Self = forms(false)?;
        let is_stream = held.stream.is_some();
        let mut jobs = vec![held];
        if is_stream {
            jobs.push(forms(true)?);
        }
        Ok(jobs)
    }
}

/// The answer of the driver.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum CallAnswer {
    /// The requests that were sent, and why there is no other.
    Called {
        #[serde(default)]
        requests: Vec<Sent>,
        /// The reason for which the next request cannot be made.
        refused: Option<String>,
        /// The result, unless responses are missing.
        outcome: Option<Outcome>,
        /// The reason for which the input cannot be read.
        unreadable: Option<String>,
    },
    /// The generated code panicked.
    Panicked,
}

impl CallAnswer {
    /// The reason for which a request cannot be made.
    pub fn refusal(&self) -> Option<&str> {
        match self {
            Self::Called { refused, .. } => refused.as_deref(),
            Self::Panicked => None,
        }
    }

    /// Compares the answer with the recorded call.
    ///
    /// # Errors
    ///
    /// The first difference.
    pub fn check(&self, model: &Model, line: &CallLine) -> Result<(), Mismatch> {
        let Self::Called { requests, refused, outcome, unreadable } = self else {
            return Err(Mismatch::new("no panic", "the generated code panicked"));
        };
        if let Some(reason) = unreadable {
            return Err(Mismatch::new("an input that can be read", reason));
        }
        if line.requests.is_empty() {
            let raises = line.expected.raises.as_deref().unwrap_or("no request");
            let sent = requests.iter().map(ToString::to_string);
            let sent = || Mismatch::new(raises, sent.collect::<Vec<_>>().join(", "));
            return refused.as_ref().map(|_| ()).ok_or_else(sent);
        }
        if let Some(reason) = refused {
            let is_valid = line.requests.iter().all(Recorded::is_valid);
            return if is_valid { Err(Mismatch::new("a request", reason)) } else { Ok(()) };
        }
        let recorded: Vec<&Recorded> = line.requests_of_operation().collect();
        if let (Kind::Reply, Some(outcome), true) =
            (line.kind, outcome, requests.len() < recorded.len())
        {
            return reply::check(model, line, outcome);
        }
        let lists = list_headers(model, line);
        for (sent, recorded) in requests.iter().zip(&recorded) {
            request::check(&lists, sent, recorded)?;
        }
        if requests.len() != recorded.len() {
            let counts = [recorded.len(), requests.len()];
            let [theirs, ours] = counts.map(|count| format!("{count} requests"));
            return Err(Mismatch::new(theirs, ours));
        }
        match (line.kind, outcome) {
            (Kind::Call, _) => Ok(()),
            (Kind::Reply, Some(outcome)) => reply::check(model, line, outcome),
            (Kind::Reply, None) => Err(Mismatch::new("a result", "none")),
        }
    }
}

/// The request headers whose values are lists, in lower case.
fn list_headers(model: &Model, line: &CallLine) -> Vec<String> {
    let operation = model.operations.get(&line.operation);
    let input = operation.and_then(|operation| operation.input.as_ref());
    let members = input.map_or(&[][..], |id| model.members(id)).iter();
    let is_list = |member: &&Member| matches!(model.kind(&member.target), Some(ShapeKind::List(_)));
    let members = members.filter(|member| member.location == HttpLocation::Header);
    members.filter(is_list).map(|member| member.wire_name.to_ascii_lowercase()).collect()
}
