//! What a model says of using its operations, beyond one request and one reply: how lists are paged, and what can be
//! waited for. The IR has what a model says of both, which is given its meaning here.
//!
//! What a model says wrongly is an error. What it says rightly and farrier does not understand is left out, with the
//! reason, since the operation is of use without it.

mod jmespath;
mod paging;
mod path;
mod waiting;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::ir::{PaginatedPart, Place, ShapeId, WaitablePart};
use crate::slice::Slice;

pub use crate::ir::WaitState as State;
pub use jmespath::{Comparator, Literal};
pub use paging::Paginator;
pub use path::{Condition, Operand, Path, Step};
pub use waiting::{Acceptor, Matcher, Waiter};

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

/// A part of what a model says.
#[derive(Clone, Copy, Debug)]
enum Part {
    Paginated(PaginatedPart),
    Waitable(WaitablePart),
}

impl Part {
    /// Where it is, of the paginator or waiter of this name.
    fn place(self, name: &str) -> Place {
        match self {
            Self::Paginated(part) => Place::PaginatorPart(name.to_owned(), part),
            Self::Waitable(part) => Place::WaiterPart(name.to_owned(), part),
        }
    }
}

/// What makes no sense.
#[derive(Debug)]
struct Wrong {
    reason: String,
    part: Part,
    help: Option<String>,
}

impl Problem {
    fn wrong(reason: impl Into<String>, part: Part) -> Self {
        Self::Wrong(Wrong { reason: reason.into(), part, help: None })
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

impl Behaviour {
    /// Gives what a model says its meaning.
    ///
    /// # Errors
    ///
    /// Everything that names what is not there, or does not fit together.
    pub fn of(slice: &Slice) -> Result<Self, Diagnostics> {
        let mut errors = Diagnostics::default();
        let model = &slice.model;
        let paginators = model.paginators.iter().filter_map(|(name, paginated)| {
            let paginator = paging::paginator(slice, name, paginated).transpose()?;
            judge(slice, ("paginator", name), paginator, &mut errors)
        });
        let paginators = paginators.collect();
        let waiters = model.waiters.iter().filter_map(|(name, waitable)| {
            let waiter = waiting::waiter(slice, waitable);
            judge(slice, ("waiter", name), waiter, &mut errors)
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
    (what, name): (&str, &str),
    said: Result<T, Problem>,
    errors: &mut Diagnostics,
) -> Option<(String, Result<T, LeftOut>)> {
    let said = match said {
        Ok(said) => Ok(said),
        Err(Problem::Beyond(reason)) => Err(LeftOut(reason)),
        Err(Problem::Wrong(Wrong { reason, part, help })) => {
            let location = slice.model.locate(&part.place(name));
            let error = Diagnostic::error(format!("{what} `{name}`: {reason}")).at(location);
            errors.push(help.into_iter().fold(error, Diagnostic::help));
            return None;
        }
    };
    Some((name.to_owned(), said))
}
