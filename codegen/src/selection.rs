//! Which operations are wanted.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Guesses, Location};
use crate::ir::Model;

/// Which operations of a model are wanted.
#[derive(Clone, Debug)]
pub enum Selection {
    /// All that the model has.
    All,
    /// All that the change documents name.
    Changed,
    /// These.
    Named(Vec<OperationName>),
}

/// The name of an operation that somebody wants.
#[derive(Clone, Debug)]
pub struct OperationName {
    /// The name.
    pub text: String,
    /// Where it was written, if it was in a file.
    pub location: Option<Location>,
}

impl<T: Into<String>> From<T> for OperationName {
    fn from(text: T) -> Self {
        Self { text: text.into(), location: None }
    }
}

impl Selection {
    /// What the words of an argument ask for: `all`, `changed`, or names.
    pub fn of_words(words: &[String]) -> Self {
        let words: Vec<&str> = words.iter().map(|word| word.trim()).collect();
        match words.as_slice() {
            ["all"] => Self::All,
            ["changed"] => Self::Changed,
            names => {
                let names = names.iter().filter(|name| !name.is_empty());
                Self::Named(names.map(|name| OperationName::from(*name)).collect())
            }
        }
    }

    /// The names of the operations. `changed` are those of the change documents.
    ///
    /// # Errors
    ///
    /// Names of operations that the model does not have.
    pub fn of(
        &self,
        model: &Model,
        changed: BTreeSet<String>,
    ) -> Result<BTreeSet<String>, Diagnostics> {
        let mut errors = Diagnostics::default();
        let operations: BTreeSet<String> = match self {
            Self::All => model.operations.keys().cloned().collect(),
            Self::Named(names) => {
                let unknown =
                    names.iter().filter(|name| !model.operations.contains_key(&name.text));
                let mut guesses = Guesses::default();
                unknown.for_each(|name| errors.push(no_operation(model, name, &mut guesses)));
                names.iter().map(|name| name.text.clone()).collect()
            }
            Self::Changed => changed,
        };
        if operations.is_empty() {
            let error = Diagnostic::error("no operation is selected");
            errors.push(match self {
                Self::Changed => {
                    error.help("the changed ones are wanted, and no change document has any")
                }
                Self::All => error.help("the model has none"),
                Self::Named(_) => error,
            });
        }
        errors.finish(operations)
    }

    /// The names of the operations, of two models. `changed` are those that differ.
    ///
    /// # Errors
    ///
    /// Names of operations that neither of them has.
    pub fn of_either(
        &self,
        old: &Model,
        new: &Model,
        changed: BTreeSet<String>,
    ) -> Result<BTreeSet<String>, Diagnostics> {
        match self {
            Self::All => Ok(old.operations.keys().chain(new.operations.keys()).cloned().collect()),
            Self::Changed => Ok(changed),
            Self::Named(names) => {
                let (old, others): (Vec<_>, Vec<_>) =
                    names.iter().cloned().partition(|name| old.operations.contains_key(&name.text));
                let mut wanted: BTreeSet<String> = old.into_iter().map(|name| name.text).collect();
                if !others.is_empty() || wanted.is_empty() {
                    wanted.extend(Self::Named(others).of(new, BTreeSet::new())?);
                }
                Ok(wanted)
            }
        }
    }
}

fn no_operation(model: &Model, name: &OperationName, guesses: &mut Guesses) -> Diagnostic {
    let message = format!("{} has no operation `{}`", model.service.full_name, name.text);
    let mut error = Diagnostic::error(message);
    if let Some(location) = &name.location {
        error = error.at(location.clone());
    }
    error.or_meant(guesses.guess(&name.text, model.operations.keys().map(String::as_str)))
}
