//! The selection of operations.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Guesses, Location};
use crate::ir::Model;

/// The selected operations of a model.
#[derive(Clone, Debug)]
pub enum Selection {
    /// All operations of the model.
    All,
    /// All operations of the model but these.
    AllExcept(Vec<OperationName>),
    /// The operations that change documents name.
    Changed,
    /// The operations with these names.
    Named(Vec<OperationName>),
}

/// The name of a selected operation.
#[derive(Clone, Debug)]
pub struct OperationName {
    /// The name.
    pub text: String,
    /// Its location, if it was read from a file.
    pub location: Option<Location>,
}

impl<T: Into<String>> From<T> for OperationName {
    fn from(text: T) -> Self {
        Self { text: text.into(), location: None }
    }
}

impl Selection {
    /// Parses the words of an argument: `all`, `changed`, or names.
    pub fn from_words(words: &[String]) -> Self {
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

    /// The names of the selected operations. `changed` are the operations of the change documents.
    ///
    /// # Errors
    ///
    /// Names that the model does not have.
    pub fn resolve(
        &self,
        model: &Model,
        changed: BTreeSet<String>,
    ) -> Result<BTreeSet<String>, Diagnostics> {
        let mut errors = Diagnostics::default();
        let operations: BTreeSet<String> = match self {
            Self::All => model.operations.keys().cloned().collect(),
            Self::AllExcept(names) => {
                errors.collect(known(model, names));
                all_except(model.operations.keys(), names)
            }
            Self::Named(names) => {
                errors.collect(known(model, names));
                names.iter().map(|name| name.text.clone()).collect()
            }
            Self::Changed => changed,
        };
        if operations.is_empty() {
            let error = Diagnostic::error("no operation is selected");
            errors.push(match self {
                Self::Changed => {
                    error.help("add a change document under `changes`, or list operations")
                }
                Self::All => error.help("choose a model with operations"),
                Self::AllExcept(_) => error.help("remove operations from `except`"),
                Self::Named(_) => error.help(
                    "list operations under `operations`; `cargo xtask list MODEL` shows their names",
                ),
            });
        }
        errors.finish(operations)
    }

    /// The names of the selected operations of two models. `changed` are the operations that differ.
    ///
    /// # Errors
    ///
    /// Names that neither model has.
    pub fn resolve_in_either(
        &self,
        old: &Model,
        new: &Model,
        changed: BTreeSet<String>,
    ) -> Result<BTreeSet<String>, Diagnostics> {
        match self {
            Self::All => Ok(old.operations.keys().chain(new.operations.keys()).cloned().collect()),
            Self::AllExcept(names) => {
                let all = old.operations.keys().chain(new.operations.keys());
                Ok(all_except(all, names))
            }
            Self::Changed => Ok(changed),
            Self::Named(names) => {
                let (old, others): (Vec<_>, Vec<_>) =
                    names.iter().cloned().partition(|name| old.operations.contains_key(&name.text));
                let mut wanted: BTreeSet<String> = old.into_iter().map(|name| name.text).collect();
                if !others.is_empty() || wanted.is_empty() {
                    wanted.extend(Self::Named(others).resolve(new, BTreeSet::new())?);
                }
                Ok(wanted)
            }
        }
    }
}

fn all_except<'m>(
    all: impl Iterator<Item = &'m String>,
    names: &[OperationName],
) -> BTreeSet<String> {
    all.filter(|name| !names.iter().any(|except| except.text == **name)).cloned().collect()
}

/// Checks that a model has operations with these names.
fn known(model: &Model, names: &[OperationName]) -> Result<(), Diagnostics> {
    let (mut errors, mut guesses) = (Diagnostics::default(), Guesses::default());
    let unknown = names.iter().filter(|name| !model.operations.contains_key(&name.text));
    unknown.for_each(|name| errors.push(no_operation(model, name, &mut guesses)));
    errors.finish(())
}

fn no_operation(model: &Model, name: &OperationName, guesses: &mut Guesses) -> Diagnostic {
    let message = format!("service `{}` has no operation `{}`", model.service.full_name, name.text);
    let mut error = Diagnostic::error(message);
    if let Some(location) = &name.location {
        error = error.at(location.clone());
    }
    match guesses.guess(&name.text, model.operations.keys().map(String::as_str)) {
        Some(guess) => error.help(format!("did you mean `{guess}`?")),
        None if name.text == "all" => {
            error.help("for all operations, write `operations = \"all\"`")
        }
        None => error.help("`cargo xtask list MODEL` lists the operations"),
    }
}
