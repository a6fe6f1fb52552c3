//! Front ends: from the bytes of model files to the IR. Only this folder knows a model format.

mod auth;
mod botocore;
mod files;
mod html;
mod import;
mod key_index;
mod key_table;
mod key_walk;
mod protocol;
mod rules;
mod smithy;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::ir::{Docs, Model};

use crate::json;
pub use files::{
    API_FILES, Layers, ModelFiles, ProtocolName, is_api_file, is_docs_file, is_model_file,
    plain_name,
};
use files::{DOCS_FILE, PAGINATORS_FILE, RULES_FILE, SMITHY_FILE, WAITERS_FILE};
#[cfg(fuzzing)]
pub use html::oracle::check as check_documentation;
pub use key_index::{find, rows};
pub use key_table::{KeyLevel, Verdict};
use key_walk::{KeyEvent, Root};

/// How the minified models end that npm's `aws-sdk` has.
const MINIFIED: &str = ".min.json";

/// The formats of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// That of botocore, in its several files.
    Botocore,
    /// Smithy's JSON AST.
    Smithy,
}

impl Format {
    /// The format of some files, by what is in them.
    pub fn of(files: &ModelFiles) -> Self {
        if smithy::is_model(&files.api.base.text) { Self::Smithy } else { Self::Botocore }
    }
}

/// Reads a model.
///
/// # Errors
///
/// Everything in the files that is not a model, or that farrier does not know.
pub fn load(files: &ModelFiles) -> Result<Model, Diagnostics> {
    match Format::of(files) {
        Format::Smithy => smithy::load(files),
        // What is wrong with the keys of a file that is no model at all is of no interest.
        Format::Botocore => botocore::load(files).or_else(|errors| {
            is_model(&files.api.base)?;
            Err(errors)
        }),
    }
}

/// All files of a model, each with what its top is.
fn sources(files: &ModelFiles) -> Vec<(&Arc<Source>, Root)> {
    match Format::of(files) {
        Format::Smithy => vec![(&files.api.base, Root::Plain(KeyLevel::SmithyModel))],
        Format::Botocore => botocore::sources(files),
    }
}

/// The documentation of a slice, as Markdown. Models have it as HTML of any quality.
pub fn documentation(model: &Model, slice: &Model) -> Docs {
    let operations = model.docs.operations.iter();
    let operations = operations.filter(|(name, _)| slice.operations.contains_key(*name));
    let shapes = model.docs.shapes.iter().filter(|(id, _)| slice.shapes.contains_key(id));
    let mut docs = Docs {
        service: model.docs.service.clone(),
        operations: operations.map(|(name, text)| (name.clone(), text.clone())).collect(),
        shapes: shapes.map(|(id, docs)| (id.clone(), docs.clone())).collect(),
    };
    docs.texts_mut().for_each(|text| *text = html::to_markdown(text));
    docs
}

/// A model in the form that is committed: the text of each file, by its name.
///
/// # Errors
///
/// Fails if the files are not a model.
pub fn import(
    files: &ModelFiles,
    strip_docs: bool,
) -> Result<BTreeMap<&'static str, String>, Diagnostics> {
    // What is committed must be a model, so it is read as one first, in the words of its own files.
    load(files)?;
    if Format::of(files) == Format::Smithy {
        let text = import::file(&files.api, KeyLevel::SmithyModel, strip_docs)?;
        return Ok(BTreeMap::from([(SMITHY_FILE, text)]));
    }
    let docs = files.docs.clone().map(Layers::only);
    let parts = [
        ("api-2.json", Some(&files.api), KeyLevel::Top),
        (DOCS_FILE, docs.as_ref().filter(|_| !strip_docs), KeyLevel::Docs),
        (PAGINATORS_FILE, files.paginators.as_ref(), KeyLevel::Paginators),
        (RULES_FILE, files.rules.as_ref(), KeyLevel::RuleSet),
        (WAITERS_FILE, files.waiters.as_ref(), KeyLevel::Waiters),
    ];
    let mut imported = BTreeMap::new();
    for (name, layers, level) in parts {
        if let Some(layers) = layers {
            imported.insert(name, import::file(layers, level, strip_docs)?);
        }
    }
    Ok(imported)
}

/// How often each key stands in the files of a model, by the level it stands in.
///
/// # Errors
///
/// Fails if a file is not JSON, or not of a model.
pub fn count(files: &ModelFiles) -> Result<BTreeMap<(KeyLevel, String), usize>, Diagnostics> {
    is_model(&files.api.base)?;
    let mut counts = BTreeMap::new();
    for (source, root) in sources(files) {
        let walked = key_walk::walk(&source.text, root, &mut |_, met| {
            if let KeyEvent::Key { level, key, .. } = met {
                *counts.entry((level, key.to_owned())).or_insert(0) += 1;
            }
        });
        walked.map_err(|error| json::malformed(source, "a file of a model", &error))?;
    }
    Ok(counts)
}

/// Tells files apart that are no models at all, before anything is said about their keys.
fn is_model(api: &Source) -> Result<(), Diagnostic> {
    if plain_name(&api.path).ends_with(MINIFIED) {
        let message = format!("{} is a minified model of npm's aws-sdk", api.path);
        return Err(Diagnostic::error(message)
            .help("it has no enums, errors or shape names; take botocore's `service-2.json`"));
    }
    let is_object = api.text.trim_start().starts_with('{');
    if !is_object || !(smithy::is_model(&api.text) || botocore::is_model(&api.text)) {
        return Err(Diagnostic::error(format!("{} is not a service model", api.path)).help(
            "a model is a JSON object: botocore's `service-2.json` or `api-2.json`, or Smithy's JSON AST",
        ));
    }
    Ok(())
}
