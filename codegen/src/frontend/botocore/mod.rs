//! botocore's models: `service-2.json`, the split `api-2.json` with `docs-2.json`, and what stands beside them.

mod census;
mod docs;
pub mod import;
mod keys;
mod layers;
mod lower;
mod mirror;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Source};
use crate::frontend::ModelFiles;
use crate::ir::{Model, Place};
use crate::json;

pub use census::{CENSUS, Entry, Holds, Level, Verdict, find};
use keys::{Met, Refused, Root};

/// Reads a model in botocore's format.
///
/// # Errors
///
/// Everything that is not of the format, that contradicts itself, or that the [census](CENSUS) does not
/// know.
pub fn load(files: &ModelFiles) -> Result<Model, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut refused = Refused::new();
    for (source, root) in sources(files) {
        refused.extend(keys::judge(source, root, &files.allowed, &mut errors));
    }
    let (mirror, origin) = match layers::read::<mirror::Model>(&files.api, "a botocore model") {
        Ok(read) => read,
        // What the keys already show need not be said in the words of a parser.
        Err(error) => return Err(errors.finish(error.into()).unwrap_or_else(|errors| errors)),
    };
    let lowered = lower::lower(&mirror, &refused, origin);
    let mut model = match errors.collect(lowered) {
        Some(model) => errors.finish(model)?,
        None => return Err(errors),
    };
    if let Some(source) = &files.docs {
        let mirror: mirror::DocsFile = json::read(source, "a botocore documentation file")?;
        docs::join(&mirror, &mut model);
    }
    Ok(model)
}

/// How often each key stands in the files of a model, by the level it stands in.
///
/// # Errors
///
/// Fails if a file is not JSON.
pub fn count(files: &ModelFiles) -> Result<BTreeMap<(Level, String), usize>, Diagnostics> {
    let mut counts = BTreeMap::new();
    for (source, root) in sources(files) {
        let walked = keys::walk(&source.text, root, &mut |_, met| {
            if let Met::Key { level, key, .. } = met {
                *counts.entry((level, key.to_owned())).or_insert(0) += 1;
            }
        });
        walked.map_err(|error| json::malformed(source, "a file of a botocore model", &error))?;
    }
    Ok(counts)
}

/// All files of a model, each with what its top is.
fn sources(files: &ModelFiles) -> Vec<(&Arc<Source>, Root)> {
    let layers = [
        (Some(&files.api), Level::Top),
        (files.paginators.as_ref(), Level::Paginators),
        (files.waiters.as_ref(), Level::Waiters),
    ];
    let mut sources = Vec::new();
    for (layers, level) in layers.into_iter().filter_map(|(layers, level)| Some((layers?, level))) {
        sources.push((&layers.base, Root::Of(level)));
        sources.extend(layers.overlays.iter().map(|overlay| (overlay, Root::Over(level))));
    }
    sources.extend(files.docs.iter().map(|docs| (docs, Root::Of(Level::Docs))));
    sources
}

/// The keys that lead to a place in a model.
fn path(place: &Place) -> Vec<String> {
    let path = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    match place {
        Place::Service => path(&["metadata"]),
        Place::Operation(name) => path(&["operations", name]),
        Place::Method(name) => path(&["operations", name, "http", "method"]),
        Place::Uri(name) => path(&["operations", name, "http", "requestUri"]),
        Place::Shape(name) => path(&["shapes", name]),
        Place::Member(shape, member) => path(&["shapes", shape, "members", member]),
    }
}
