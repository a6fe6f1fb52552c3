//! The key `credentials`: the sources of credentials of an output's client.

use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source, did_you_mean};
use farrier_codegen::{CredentialSource, CredentialSources};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::file::{File, Output};
use super::table::Table;

/// The sources: `"default"` or a list of names.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Credentials {
    /// `"default"`: all sources.
    Word(AllSources),
    /// Names of sources.
    Names(Vec<Spanned<String>>),
}

/// The word for all sources.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub enum AllSources {
    /// All sources.
    #[serde(rename = "default")]
    Default,
}

impl Credentials {
    /// The words in the manifest.
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::Word(AllSources::Default) => vec!["default".to_owned()],
            Self::Names(names) => names.iter().map(|name| name.get_ref().clone()).collect(),
        }
    }

    /// Reads the key.
    pub fn read(table: &mut Table<'_>) -> Option<Spanned<Self>> {
        let value = table.word_or_texts("credentials", &["default"])?;
        let span = value.span();
        let credentials = match value.into_inner() {
            Ok(word) => Self::Word(word),
            Err(names) => Self::Names(names),
        };
        Some(Spanned::new(span, credentials))
    }

    /// The sources, without names that are none.
    pub fn sources(&self) -> CredentialSources {
        match self {
            Self::Word(AllSources::Default) => CredentialSource::ALL.into_iter().collect(),
            Self::Names(names) => names.iter().filter_map(|n| n.get_ref().parse().ok()).collect(),
        }
    }
}

/// Checks the sources of all outputs.
///
/// # Errors
///
/// Unknown sources, and sources that need another one.
pub fn check(file: &File, source: &Arc<Source>) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    for Output { credentials, .. } in &file.output {
        let Some(credentials) = credentials else { continue };
        let at = Location::span(source, credentials.span());
        let Credentials::Names(names) = credentials.get_ref() else { continue };
        for name in names {
            if let Some(error) = unknown(name.get_ref()) {
                errors.push(error.at(Location::span(source, name.span())));
            }
        }
        let sources = credentials.get_ref().sources();
        let has = |source| sources.contains(source);
        if has(CredentialSource::Sso) && !has(CredentialSource::Profile) {
            let error = Diagnostic::error("the source `sso` needs the source `profile`").at(at);
            errors.push(error.help("add `\"profile\"`: a profile names the account and the role"));
        }
    }
    errors.finish(())
}

/// The error for a name that is not a source.
fn unknown(name: &str) -> Option<Diagnostic> {
    if name.parse::<CredentialSource>().is_ok() {
        return None;
    }
    let known = CredentialSource::ALL.map(CredentialSource::name);
    let help = match did_you_mean(name, known) {
        Some(guess) => format!("did you mean \"{guess}\"?"),
        None => format!("expected some of \"{}\"", known.join("\", \"")),
    };
    Some(Diagnostic::error(format!("unknown source of credentials \"{name}\"")).help(help))
}
