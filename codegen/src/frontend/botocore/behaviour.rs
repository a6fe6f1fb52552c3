//! The files beside a model that say how its lists are paged and what can be waited for.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::layers::Merged;
use super::mirror::{self, Fact};
use super::origin::Files;
use crate::diagnostic::{Diagnostic, Diagnostics, Guesses};
use crate::ir::{Model, Place};

/// What one of the files says, by name.
type Said = BTreeMap<String, Value>;

/// How lists are paged, and what can be waited for.
///
/// # Errors
///
/// Fails if a file is none of those, or of another version.
pub fn read(files: &Files) -> Result<(Said, Said), Diagnostics> {
    let mut errors = Diagnostics::default();
    let paginators = files.paginators.as_ref().and_then(|file| {
        let mirror: mirror::Paginators = errors.collect(beside(file, "paginators"))?;
        errors.collect(of_version(file, mirror.version.as_ref(), "1"));
        Some(mirror.pagination)
    });
    let waiters = files.waiters.as_ref().and_then(|file| {
        let mirror: mirror::Waiters = errors.collect(beside(file, "waiters"))?;
        errors.collect(of_version(file, mirror.version.as_ref(), "2"));
        Some(mirror.waiters)
    });
    errors.finish((paginators.unwrap_or_default(), waiters.unwrap_or_default()))
}

fn beside<T: for<'de> Deserialize<'de>>(file: &Merged, what: &str) -> Result<T, Diagnostic> {
    file.read(&format!("a file of botocore {what}"))
}

/// Few files say their version. One that says another may mean other things by the same words.
fn of_version(file: &Merged, version: Option<&Fact>, known: &str) -> Result<(), Diagnostic> {
    let Some(Fact(version)) = version else { return Ok(()) };
    if version.strip_suffix(".0").unwrap_or(version) == known {
        return Ok(());
    }
    let error = Diagnostic::error(format!("the file is of version {version}"));
    let error = error.at(file.locate(vec!["version".to_owned()]));
    Err(error.help(format!("farrier knows version {known}, which is that of botocore's files")))
}

/// Adds to a model what the files say.
///
/// # Errors
///
/// Everything that is said of operations which the model does not have.
pub fn join(paginators: Said, waiters: Said, model: &mut Model) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut guesses = Guesses::default();
    let paged = paginators.keys().map(|name| {
        (format!("paginator `{name}`"), Place::Paginator(name.clone()), vec![], Some(name.as_str()))
    });
    let awaited = waiters.iter().map(|(name, waiter)| {
        let asked = waiter.get("operation").and_then(Value::as_str);
        let keys = vec!["operation".to_owned()];
        (format!("waiter `{name}`"), Place::Waiter(name.clone()), keys, asked)
    });
    for (what, place, keys, operation) in paged.chain(awaited) {
        let error = match operation {
            Some(operation) if model.operations.contains_key(operation) => continue,
            Some(operation) => {
                let error =
                    Diagnostic::error(format!("{what}: there is no operation `{operation}`"));
                let known = model.operations.keys().map(String::as_str);
                error.or_meant(guesses.guess(operation, known))
            }
            None => Diagnostic::error(format!("{what}: it does not say which operation to ask")),
        };
        errors.push(error.at(model.origin.locate(&place, &keys)));
    }
    model.paginators = paginators;
    model.waiters = waiters;
    errors.finish(())
}
