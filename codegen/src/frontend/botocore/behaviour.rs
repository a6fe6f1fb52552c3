//! The files beside a model that say how its lists are paged and what can be waited for.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::layers::Merged;
use super::mirror::{self, Fact};
use super::origin::Files;
use crate::diagnostic::{Diagnostic, Diagnostics, Guesses};
use crate::ir::{
    Acceptance, Comparison, Expected, Model, Paginated, Place, ReplyMatch, WaitState, Waitable,
};
use crate::json;

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
/// Everything that cannot be read, or is of operations which the model does not have.
pub fn join(paginators: &Said, waiters: &Said, model: &mut Model) -> Result<(), Diagnostics> {
    let mut joining =
        Joining { model, errors: Diagnostics::default(), guesses: Guesses::default() };
    for (name, words) in paginators {
        let (what, place) = (format!("paginator `{name}`"), Place::Paginator(name.clone()));
        if joining.has_operation(&what, &place, &[], Some(name))
            && let Some(words) = joining.words::<PaginatorWords>(&what, &place, words)
        {
            joining.model.paginators.insert(name.clone(), words.paginated());
        }
    }
    for (name, words) in waiters {
        let (what, place) = (format!("waiter `{name}`"), Place::Waiter(name.clone()));
        let asked = words.get("operation").and_then(Value::as_str);
        if joining.has_operation(&what, &place, &["operation"], asked)
            && let Some(words) = joining.words::<WaiterWords>(&what, &place, words)
            && let Some(waitable) = joining.waitable(&what, &place, words)
        {
            joining.model.waiters.insert(name.clone(), waitable);
        }
    }
    joining.errors.finish(())
}

struct Joining<'m> {
    model: &'m mut Model,
    errors: Diagnostics,
    guesses: Guesses,
}

impl Joining<'_> {
    fn error(&mut self, error: Diagnostic, place: &Place, keys: &[&str]) {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        self.errors.push(error.at(self.model.origin.locate(place, &keys)));
    }

    fn has_operation(
        &mut self,
        what: &str,
        place: &Place,
        keys: &[&str],
        name: Option<&str>,
    ) -> bool {
        let error = match name {
            Some(name) if self.model.operations.contains_key(name) => return true,
            Some(name) => {
                let error = Diagnostic::error(format!("{what}: there is no operation `{name}`"));
                let known = self.model.operations.keys().map(String::as_str);
                error.or_meant(self.guesses.guess(name, known))
            }
            None => Diagnostic::error(format!("{what}: it does not say which operation to ask")),
        };
        self.error(error, place, keys);
        false
    }

    /// The words of an entry as the fields that they are.
    fn words<T: DeserializeOwned>(
        &mut self,
        what: &str,
        place: &Place,
        words: &Value,
    ) -> Option<T> {
        let read = serde_path_to_error::deserialize(words).map_err(|error| {
            let keys = json::path_of(error.path());
            let message = format!("{what}: {}", error.inner());
            Diagnostic::error(message).at(self.model.origin.locate(place, &keys))
        });
        self.errors.collect(read)
    }

    fn waitable(&mut self, what: &str, place: &Place, words: WaiterWords) -> Option<Waitable> {
        let mut acceptors = Vec::new();
        let count = words.acceptors.len();
        for (index, acceptor) in words.acceptors.into_iter().enumerate() {
            match acceptor.reply() {
                Ok(reply) => acceptors.push(Acceptance { state: acceptor.state.into(), reply }),
                Err((reason, key)) => {
                    let error = Diagnostic::error(format!("{what}: {reason}"));
                    self.error(error, place, &["acceptors", &index.to_string(), key]);
                }
            }
        }
        (acceptors.len() == count).then_some(Waitable {
            operation: words.operation,
            delay: words.delay,
            max_attempts: words.max_attempts,
            acceptors,
        })
    }
}

/// An entry of `paginators-1.json`.
#[derive(Deserialize)]
pub(super) struct PaginatorWords {
    #[serde(default)]
    input_token: OneOrMany,
    #[serde(default)]
    output_token: OneOrMany,
    #[serde(default)]
    result_key: OneOrMany,
    more_results: Option<String>,
    limit_key: Option<String>,
}

/// What may be one text or several.
#[derive(Deserialize)]
#[serde(untagged, expecting = "it is neither a text nor a list of texts")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    fn texts(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Many(texts) => texts,
        }
    }
}

impl PaginatorWords {
    fn paginated(self) -> Paginated {
        Paginated {
            input_tokens: self.input_token.texts(),
            output_tokens: self.output_token.texts(),
            more_results: self.more_results,
            results: self.result_key.texts(),
            page_size: self.limit_key,
        }
    }
}

/// An entry of `waiters-2.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WaiterWords {
    operation: String,
    delay: u64,
    max_attempts: Option<u32>,
    acceptors: Vec<AcceptorWords>,
}

/// An element of its `acceptors`.
#[derive(Deserialize)]
pub(super) struct AcceptorWords {
    state: StateWord,
    matcher: String,
    argument: Option<String>,
    expected: Value,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StateWord {
    Success,
    Failure,
    Retry,
}

impl From<StateWord> for WaitState {
    fn from(word: StateWord) -> Self {
        match word {
            StateWord::Success => Self::Success,
            StateWord::Failure => Self::Failure,
            StateWord::Retry => Self::Retry,
        }
    }
}

impl AcceptorWords {
    /// Which replies it is about, or why that cannot be told and the key that says it.
    fn reply(&self) -> Result<ReplyMatch, (&'static str, &'static str)> {
        let unexpected = ("nothing that this matcher looks at is like this", "expected");
        let comparison = match (self.matcher.as_str(), &self.expected) {
            ("error", Value::Bool(true)) => return Ok(ReplyMatch::AnyError),
            ("error", Value::Bool(false)) => return Ok(ReplyMatch::Success),
            ("error", Value::String(code)) => return Ok(ReplyMatch::Error(code.clone())),
            ("status", Value::Number(status)) => {
                let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
                return match status {
                    Some(200..300) => Ok(ReplyMatch::Success),
                    Some(status @ 100..600) => Ok(ReplyMatch::Status(status)),
                    _ => Err(unexpected),
                };
            }
            ("error" | "status", _) => return Err(unexpected),
            ("path", _) => Comparison::Equals,
            ("pathAll", _) => Comparison::All,
            ("pathAny", _) => Comparison::Any,
            (matcher, _) => return Ok(ReplyMatch::Unknown(matcher.to_owned())),
        };
        let path = self.argument.clone().ok_or(("it does not say what it looks at", "matcher"))?;
        let expected = match &self.expected {
            Value::String(text) => Expected::Text(text.clone()),
            Value::Bool(is) => Expected::Boolean(*is),
            value => Expected::Number(value.as_i64().ok_or(unexpected)?),
        };
        Ok(ReplyMatch::Output { path, comparison, expected })
    }
}
