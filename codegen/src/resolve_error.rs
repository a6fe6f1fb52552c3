//! Errors of paginators and waiters that do not fit the operations they name.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::ir::{ModelPlace, PaginatedPart, WaitablePart};
use crate::slice::Slice;

/// The reason why a paginator or waiter is not generated, such as "`a.b` uses `|`". The operation is
/// useful without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported(pub String);

/// Why a paginator or waiter of the model cannot be generated.
#[derive(Debug)]
pub enum ResolveError {
    /// The model is wrong, for example because it names a member that does not exist.
    Invalid(Invalid),
    /// The model is valid, and farrier has no code for it.
    Unsupported(String),
}

/// A mistake in a model.
#[derive(Debug)]
pub struct Invalid {
    reason: String,
    key: UsageKey,
    help: Option<String>,
}

/// The key of a paginator or waiter that an error points to.
#[derive(Clone, Copy, Debug)]
pub enum UsageKey {
    /// A key of a paginator.
    Paginated(PaginatedPart),
    /// A key of a waiter.
    Waitable(WaitablePart),
}

impl UsageKey {
    /// The name of the construct in messages: `paginator` or `waiter`.
    fn construct(self) -> &'static str {
        match self {
            Self::Paginated(_) => "paginator",
            Self::Waitable(_) => "waiter",
        }
    }

    /// The place of the key in the paginator or waiter with this name.
    fn place(self, name: &str) -> ModelPlace {
        match self {
            Self::Paginated(part) => ModelPlace::PaginatorPart(name.to_owned(), part),
            Self::Waitable(part) => ModelPlace::WaiterPart(name.to_owned(), part),
        }
    }
}

impl ResolveError {
    /// A mistake in the model, at this key.
    pub fn invalid(reason: impl Into<String>, key: UsageKey) -> Self {
        Self::Invalid(Invalid { reason: reason.into(), key, help: None })
    }

    /// Adds a next step to a mistake in the model.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        if let Self::Invalid(invalid) = &mut self {
            invalid.help = Some(help.into());
        }
        self
    }

    /// Suggests the known name that is most similar to `name`.
    pub fn suggest<'a>(self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match did_you_mean(name, known) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

/// The resolved paginators or waiters by name. A mistake in the model becomes an error.
///
/// # Errors
///
/// One for each mistake in the model.
pub fn collect<'m, T>(
    slice: &Slice,
    resolved: impl Iterator<Item = (&'m String, Result<T, ResolveError>)>,
) -> Result<BTreeMap<String, Result<T, Unsupported>>, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut collected = BTreeMap::new();
    for (name, resolved) in resolved {
        let resolved = match resolved {
            Ok(resolved) => Ok(resolved),
            Err(ResolveError::Unsupported(reason)) => Err(Unsupported(reason)),
            Err(ResolveError::Invalid(Invalid { reason, key, help })) => {
                let message = format!("{} `{name}`: {reason}", key.construct());
                let error = Diagnostic::error(message).at(slice.model.locate(&key.place(name)));
                errors.push(help.into_iter().fold(error, Diagnostic::help));
                continue;
            }
        };
        collected.insert(name.clone(), resolved);
    }
    errors.finish(collected)
}
