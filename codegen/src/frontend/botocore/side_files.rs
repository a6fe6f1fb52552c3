//! The paginator and waiter files beside a model: their versions, and checks that both need.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::layers::Merged;
use super::origin::BotocoreOrigin;
use super::schema::{self, ValueText};
use super::{paginators, waiters};
use crate::diagnostic::{Diagnostic, Diagnostics, Guesses};
use crate::ir::{Model, ModelPlace};
use crate::json;

/// The entries of a file by name.
pub type Entries = BTreeMap<String, Value>;

/// Reads the paginators and the waiters of a model.
///
/// # Errors
///
/// Fails if a file has another format or an unknown version.
pub fn read(origin: &BotocoreOrigin) -> Result<(Entries, Entries), Diagnostics> {
    let mut errors = Diagnostics::default();
    let paginators = origin.paginators.as_ref().and_then(|file| {
        let read: schema::Paginators = errors.collect(read_file(file, "paginators"))?;
        errors.collect(check_version(file, read.version.as_ref(), "1"));
        Some(read.pagination)
    });
    let waiters = origin.waiters.as_ref().and_then(|file| {
        let read: schema::Waiters = errors.collect(read_file(file, "waiters"))?;
        errors.collect(check_version(file, read.version.as_ref(), "2"));
        Some(read.waiters)
    });
    errors.finish((paginators.unwrap_or_default(), waiters.unwrap_or_default()))
}

fn read_file<T: for<'de> Deserialize<'de>>(file: &Merged, content: &str) -> Result<T, Diagnostic> {
    file.read(&format!("a file of botocore {content}"))
}

/// Rejects other versions of the format, whose keys may have other meanings. Few files have a `version`.
fn check_version(
    file: &Merged,
    version: Option<&ValueText>,
    known: &str,
) -> Result<(), Diagnostic> {
    let Some(ValueText(version)) = version else { return Ok(()) };
    if version.strip_suffix(".0").unwrap_or(version) == known {
        return Ok(());
    }
    let error = Diagnostic::error(format!("unsupported file version: {version}"));
    let error = error.at(file.locate(vec!["version".to_owned()]));
    Err(error.help(format!("farrier reads version {known}, the version of botocore's own files")))
}

/// Adds paginators and waiters to a model.
///
/// # Errors
///
/// Reports malformed entries, and entries for operations that the model does not have.
pub fn join(paginators: &Entries, waiters: &Entries, model: &mut Model) -> Result<(), Diagnostics> {
    let mut joining =
        Joining { model, errors: Diagnostics::default(), guesses: Guesses::default() };
    paginators::join(paginators, &mut joining);
    waiters::join(waiters, &mut joining);
    joining.errors.finish(())
}

/// A model that entries are being added to.
pub struct Joining<'m> {
    pub model: &'m mut Model,
    errors: Diagnostics,
    guesses: Guesses,
}

impl Joining<'_> {
    pub fn error(&mut self, error: Diagnostic, place: &ModelPlace, keys: &[&str]) {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        self.errors.push(error.at(self.model.origin.locate(place, &keys)));
    }

    /// Whether the operation of an entry exists. Messages start with `title`.
    pub fn has_operation(
        &mut self,
        title: &str,
        place: &ModelPlace,
        keys: &[&str],
        name: Option<&str>,
    ) -> bool {
        let error = match name {
            Some(name) if self.model.operations.contains_key(name) => return true,
            Some(name) => {
                let error = Diagnostic::error(format!("{title}: there is no operation `{name}`"));
                let known = self.model.operations.keys().map(String::as_str);
                error.or_meant(self.guesses.guess(name, known))
            }
            None => Diagnostic::error(format!("{title}: `operation` is missing")),
        };
        self.error(error, place, keys);
        false
    }

    /// Reads an entry as a `T`.
    pub fn entry<T: DeserializeOwned>(
        &mut self,
        title: &str,
        place: &ModelPlace,
        value: &Value,
    ) -> Option<T> {
        let read = serde_path_to_error::deserialize(value).map_err(|error| {
            let keys = json::path_of(error.path());
            let message = format!("{title}: {}", error.inner());
            Diagnostic::error(message).at(self.model.origin.locate(place, &keys))
        });
        self.errors.collect(read)
    }
}
