//! The front end: from model files to the IR. No other module knows a model format.

mod auth;
mod botocore;
mod event_streams;
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
use crate::ir::{Docs, Model, ShapeId};

use crate::json;
pub use files::{
    API_FILES, Layers, ModelFiles, ProtocolName, is_api_file, is_docs_file, is_model_file,
    plain_name,
};
use files::{DOCS_FILE, PAGINATORS_FILE, RULES_FILE, SMITHY_FILE, WAITERS_FILE};
#[cfg(fuzzing)]
pub use html::oracle::check as check_documentation;
pub use import::ImportOptions;
pub use key_index::{find, rows};
pub use key_table::{KeyLevel, Verdict};
use key_walk::{KeyEvent, Root};

/// The suffix of the minified models in npm's `aws-sdk`.
const MINIFIED: &str = ".min.json";

/// Formats of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// botocore's format of several JSON files.
    Botocore,
    /// The JSON AST of Smithy.
    Smithy,
}

impl Format {
    /// Detects the format from the text of the API file.
    pub fn of(files: &ModelFiles) -> Self {
        if smithy::is_model(&files.api.base.text) { Self::Smithy } else { Self::Botocore }
    }
}

/// Loads a model.
///
/// # Errors
///
/// Reports malformed files, and keys and values that farrier does not know.
pub fn load(files: &ModelFiles) -> Result<Model, Diagnostics> {
    let model = match Format::of(files) {
        Format::Smithy => smithy::load(files),
        // For a file that is not a model at all, one error is enough.
        Format::Botocore => botocore::load(files).or_else(|errors| {
            is_model(&files.api.base)?;
            Err(errors)
        }),
    };
    let mut model = model?;
    event_streams::bind(&mut model);
    Ok(model)
}

/// All files of a model, each with the level of its top.
fn sources(files: &ModelFiles) -> Vec<(&Arc<Source>, Root)> {
    match Format::of(files) {
        Format::Smithy => vec![(&files.api.base, Root::Plain(KeyLevel::SmithyModel))],
        Format::Botocore => botocore::sources(files),
    }
}

/// The documentation of a slice, converted from HTML to Markdown. Names of operations and shapes are marked for
/// emission, which makes links of them.
pub fn documentation(model: &Model, slice: &Model) -> Docs {
    let operations = model.docs.operations.iter();
    let operations = operations.filter(|(name, _)| slice.operations.contains_key(*name));
    let shapes = model.docs.shapes.iter().filter(|(id, _)| slice.shapes.contains_key(id));
    let mut docs = Docs {
        service: model.docs.service.clone(),
        operations: operations.map(|(name, text)| (name.clone(), text.clone())).collect(),
        shapes: shapes.map(|(id, docs)| (id.clone(), docs.clone())).collect(),
    };
    let is_item = |name: &str| {
        model.operations.contains_key(name) || model.shapes.contains_key(&ShapeId::new(name))
    };
    docs.texts_mut().for_each(|text| *text = html::to_markdown_with_names(text, is_item));
    docs
}

/// A model in committed form: the text of each file by its name.
///
/// # Errors
///
/// Fails if the files are not a model, or have none of the selected operations.
pub fn import(
    files: &ModelFiles,
    options: &ImportOptions,
) -> Result<BTreeMap<&'static str, String>, Diagnostics> {
    // Loading first makes errors name the original files.
    let model = load(files)?;
    let cut = options.operations.as_ref();
    let cut = cut.map(|names| import::Cut::new(files, &model, names)).transpose()?;
    let file =
        |layers: &Layers, level| import::file(layers, level, options.strip_docs, cut.as_ref());
    if Format::of(files) == Format::Smithy {
        return Ok(BTreeMap::from([(SMITHY_FILE, file(&files.api, KeyLevel::SmithyModel)?)]));
    }
    let docs = files.docs.clone().map(Layers::only);
    let parts = [
        ("api-2.json", Some(&files.api), KeyLevel::Top),
        (DOCS_FILE, docs.as_ref().filter(|_| !options.strip_docs), KeyLevel::Docs),
        (PAGINATORS_FILE, files.paginators.as_ref(), KeyLevel::Paginators),
        (RULES_FILE, files.rules.as_ref(), KeyLevel::RuleSet),
        (WAITERS_FILE, files.waiters.as_ref(), KeyLevel::Waiters),
    ];
    let mut imported = BTreeMap::new();
    for (name, layers, level) in parts {
        if let Some(layers) = layers {
            imported.insert(name, file(layers, level)?);
        }
    }
    Ok(imported)
}

/// Counts the occurrences of each key in the files of a model.
///
/// # Errors
///
/// Fails if a file is not JSON, or not a model.
pub fn count(files: &ModelFiles) -> Result<BTreeMap<(KeyLevel, String), usize>, Diagnostics> {
    is_model(&files.api.base)?;
    let mut counts = BTreeMap::new();
    for (source, root) in sources(files) {
        let walked = key_walk::walk(&source.text, root, &mut |_, met| {
            if let KeyEvent::Key { level, key, .. } = met {
                *counts.entry((level, key.to_owned())).or_insert(0) += 1;
            }
        });
        walked.map_err(|error| json::malformed(source, &error))?;
    }
    Ok(counts)
}

/// Rejects files that are not models at all, so that nobody gets errors about their keys.
fn is_model(api: &Source) -> Result<(), Diagnostic> {
    if plain_name(&api.path).ends_with(MINIFIED) {
        let message = format!("`{}` is a minified model of npm's aws-sdk", api.path);
        return Err(Diagnostic::error(message).help(
            "use botocore's `service-2.json`; minified models have no enums, errors or shape names",
        ));
    }
    let is_object = api.text.trim_start().starts_with('{');
    if !is_object || !(smithy::is_model(&api.text) || botocore::is_model(&api.text)) {
        return Err(Diagnostic::error(format!("`{}` is not a service model", api.path))
            .help("use botocore's `service-2.json` or `api-2.json`, or Smithy's JSON AST"));
    }
    Ok(())
}
