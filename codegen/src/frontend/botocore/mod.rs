//! botocore's models: `service-2.json`, or `api-2.json` with `docs-2.json`, and the files beside them.

mod auth;
mod docs;
pub(super) mod key_table;
mod layers;
mod lower;
mod origin;
mod paginators;
mod schema;
mod side_files;
mod waiters;
mod xml;

use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::frontend::key_table::KeyLevel;
use crate::frontend::key_walk::{self, AllowedKeys, RefusedKeys, Root};
use crate::frontend::{Layers, ModelFiles, rules};
use crate::ir::Model;
use crate::json;

pub(super) use layers::Merged;
use origin::BotocoreOrigin;

/// Reads a model in botocore's format.
///
/// # Errors
///
/// Reports malformed files, contradictions, and keys without a row in the [key table](key_table::KEYS).
pub(super) fn load(files: &ModelFiles) -> Result<Model, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut allowed = AllowedKeys::new(&files.allowed);
    let mut readable = true;
    let mut refused = RefusedKeys::new();
    for (source, root) in sources(files) {
        let (is_readable, refused_in_file) =
            key_walk::check(source, root, &mut allowed, &mut errors);
        readable &= is_readable;
        refused.extend(refused_in_file);
    }
    key_walk::check_allowed(&allowed, &mut errors);
    if !readable {
        // The errors about keys are clearer than the errors of serde.
        return Err(errors);
    }
    let read = errors.collect(read(files, refused));
    let lowered = read.and_then(|(raw, refused, origin)| {
        let side_entries = errors.collect(side_files::read(&origin));
        let mut model =
            errors.collect(lower::lower(raw, &refused, origin, files.protocol.as_ref()))?;
        let (paginators, waiters) = side_entries?;
        errors.collect(side_files::join(&paginators, &waiters, &mut model));
        Some(model)
    });
    let Some(mut model) = lowered else { return Err(errors) };
    if let Some(layers) = &files.rules {
        errors.collect(endpoints(layers, &mut model));
    }
    let docs = files.docs.as_ref();
    let docs = docs.map(|source| json::read(source, "a botocore documentation file"));
    if let Some(raw) = docs.and_then(|raw| errors.collect(raw)) {
        docs::join(&raw, &mut model);
    }
    errors.finish(model)
}

/// Whether the text is an object with a key of a model. Malformed text counts as a model, for the reader to report.
pub(super) fn is_model(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Top {
        metadata: Option<IgnoredAny>,
        operations: Option<IgnoredAny>,
        shapes: Option<IgnoredAny>,
    }
    let is_empty =
        |top: Top| top.metadata.is_none() && top.operations.is_none() && top.shapes.is_none();
    !serde_json::from_str::<Top>(text).is_ok_and(is_empty)
}

/// Reads the rule set beside the model.
fn endpoints(layers: &Layers, model: &mut Model) -> Result<(), Diagnostic> {
    let merged = Merged::new(layers)?;
    let rules = Value::Object(merged.value()?);
    rules::apply(&rules, model, |path| merged.locate(path))
}

/// Reads the merged API file. Returns its refused keys, too.
fn read(
    files: &ModelFiles,
    refused: RefusedKeys,
) -> Result<(schema::BotocoreModel, RefusedKeys, BotocoreOrigin), Diagnostic> {
    let api = Merged::new(&files.api)?;
    let raw: schema::BotocoreModel = api.read("a service model")?;
    // An overlay may replace a refused value.
    let refused = match api.plain() {
        Some(_) => refused,
        None => key_walk::refused_keys(&Value::Object(api.value()?).to_string(), KeyLevel::Top),
    };
    let listed = !raw.metadata.protocols.is_empty();
    let protocol = if listed { "protocols" } else { "protocol" };
    let [paginators, waiters] = [&files.paginators, &files.waiters]
        .map(|layers| layers.as_ref().map(Merged::new).transpose());
    let files = BotocoreOrigin {
        api,
        paginators: paginators?,
        waiters: waiters?,
        protocol,
        auth: auth::key(&raw.metadata),
        operation_auth: auth::operation_keys(&raw.operations),
    };
    Ok((raw, refused, files))
}

/// All files of a model, each with the level of its top.
pub(super) fn sources(files: &ModelFiles) -> Vec<(&Arc<Source>, Root)> {
    let layers = [
        (Some(&files.api), KeyLevel::Top),
        (files.paginators.as_ref(), KeyLevel::Paginators),
        (files.rules.as_ref(), KeyLevel::RuleSet),
        (files.waiters.as_ref(), KeyLevel::Waiters),
    ];
    let mut sources = Vec::new();
    for (layers, level) in layers.into_iter().filter_map(|(layers, level)| Some((layers?, level))) {
        sources.push((&layers.base, Root::Plain(level)));
        sources.extend(layers.overlays.iter().map(|overlay| (overlay, Root::Overlay(level))));
    }
    sources.extend(files.docs.iter().map(|docs| (docs, Root::Plain(KeyLevel::Docs))));
    sources
}
