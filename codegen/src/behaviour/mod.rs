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

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::ir::Place;
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
    /// It makes no sense: what, and the keys to where.
    Wrong(String, Vec<String>),
    /// It makes sense, and goes beyond what is generated.
    Beyond(String),
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
        Err(Problem::Wrong(reason, keys)) => {
            let location: Location = slice.model.origin.locate(place, &keys);
            errors.push(Diagnostic::error(format!("{what} `{name}`: {reason}")).at(location));
            return None;
        }
    };
    Some((name.to_owned(), said))
}

/// The keys to where something is wrong.
fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}
