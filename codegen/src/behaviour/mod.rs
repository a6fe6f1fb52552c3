//! What a model says of using its operations, beyond one request and one reply: how lists are paged, and what can be
//! waited for. Both are said in the words of botocore, as the IR has them, and are given their meaning here.
//!
//! What a model says wrongly is an error. What it says rightly and farrier does not understand is left out, with the
//! reason, since the operation is of use without it.

mod jmespath;
mod paging;
mod path;
mod waiting;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, did_you_mean};
use crate::ir::{Place, ShapeId};
use crate::json;
use crate::slice::Slice;

pub use jmespath::{Comparator, Literal};
pub use paging::Paginator;
pub use path::{Condition, Operand, Path, Step};
pub use waiting::{Acceptor, Matcher, State, Waiter};

/// How the operations of a slice are used.
#[derive(Debug, Default)]
pub struct Behaviour {
    /// How lists are paged, by operation.
    pub paginators: BTreeMap<String, Result<Paginator, LeftOut>>,
    /// What can be waited for, by name.
    pub waiters: BTreeMap<String, Result<Waiter, LeftOut>>,
}

/// Why something of the model has no Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut(pub String);

/// Why what a model says is not understood.
#[derive(Debug)]
enum Problem {
    /// It makes no sense.
    Wrong(Wrong),
    /// It makes sense, and goes beyond what is generated.
    Beyond(String),
}

/// What makes no sense.
#[derive(Debug)]
struct Wrong {
    reason: String,
    /// The keys to where.
    keys: Vec<String>,
    help: Option<String>,
}

impl Problem {
    fn wrong(reason: impl Into<String>, keys: &[&str]) -> Self {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        Self::Wrong(Wrong { reason: reason.into(), keys, help: None })
    }

    /// Says what can be done.
    fn help(mut self, help: impl Into<String>) -> Self {
        if let Self::Wrong(wrong) = &mut self {
            wrong.help = Some(help.into());
        }
        self
    }

    /// Says what `name` probably is, of the names that there are.
    fn or_meant<'a>(self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match did_you_mean(name, known) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

/// The words of a model, as the fields that they are.
fn words<T: DeserializeOwned>(value: &Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let keys = json::path_of(error.path());
        Problem::Wrong(Wrong { reason: error.inner().to_string(), keys, help: None })
    })
}

impl Behaviour {
    /// Gives the words of a model their meaning.
    ///
    /// # Errors
    ///
    /// Everything that names what is not there, or does not fit together.
    pub fn of(slice: &Slice) -> Result<Self, Diagnostics> {
        let mut errors = Diagnostics::default();
        let model = &slice.model;
        let paginators = model.paginators.iter().filter_map(|(name, words)| {
            let place = Place::Paginator(name.clone());
            let paginator = paging::paginator(slice, name, words).transpose()?;
            judge(slice, (&place, "paginator", name), paginator, &mut errors)
        });
        let paginators = paginators.collect();
        let waiters = model.waiters.iter().filter_map(|(name, words)| {
            let place = Place::Waiter(name.clone());
            let waiter = waiting::waiter(slice, words);
            judge(slice, (&place, "waiter", name), waiter, &mut errors)
        });
        let waiters = waiters.collect();
        errors.finish(Self { paginators, waiters })
    }

    /// What whoever generates should know, each in one line: what is left out, and what may be a mistake.
    pub fn notes(&self) -> Vec<String> {
        let pages = self.paginators.iter().filter_map(|(operation, paginator)| {
            let LeftOut(reason) = paginator.as_ref().err()?;
            Some(format!("the pages of `{operation}` are left out: {reason}"))
        });
        let waiters = self.waiters.iter().flat_map(|(name, waiter)| match waiter {
            Ok(waiter) => {
                let unknown = waiter.unknown_values.iter();
                let note = |(value, id): &(String, ShapeId)| {
                    format!("waiter `{name}` looks for `{value}`, which `{id}` does not have")
                };
                unknown.map(note).collect()
            }
            Err(LeftOut(reason)) => vec![format!("waiter `{name}` is left out: {reason}")],
        });
        pages.chain(waiters).collect()
    }
}

/// What is said of something, or nothing and an error.
fn judge<T>(
    slice: &Slice,
    (place, what, name): (&Place, &str, &str),
    said: Result<T, Problem>,
    errors: &mut Diagnostics,
) -> Option<(String, Result<T, LeftOut>)> {
    let said = match said {
        Ok(said) => Ok(said),
        Err(Problem::Beyond(reason)) => Err(LeftOut(reason)),
        Err(Problem::Wrong(Wrong { reason, keys, help })) => {
            let location: Location = slice.model.origin.locate(place, &keys);
            let error = Diagnostic::error(format!("{what} `{name}`: {reason}")).at(location);
            errors.push(help.into_iter().fold(error, Diagnostic::help));
            return None;
        }
    };
    Some((name.to_owned(), said))
}
