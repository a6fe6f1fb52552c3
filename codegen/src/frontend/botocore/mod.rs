//! botocore's models: `service-2.json`, and the split `api-2.json` with `docs-2.json`.

mod census;
mod docs;
pub mod import;
mod lower;
mod mirror;

use crate::diagnostic::Diagnostics;
use crate::frontend::ModelFiles;
use crate::ir::{Model, Place};
use crate::json;

pub use census::{CENSUS, Entry, Level, Verdict};

/// Reads a model in botocore's format.
///
/// # Errors
///
/// Everything that is not of the format, that contradicts itself, or that the [census](CENSUS) does not
/// know.
pub fn load(files: &ModelFiles) -> Result<Model, Diagnostics> {
    let mirror: mirror::Model = json::read(&files.api, "a botocore model")?;
    let mut model = lower::lower(&mirror, &files.api)?;
    if let Some(source) = &files.docs {
        let mirror: mirror::DocsFile = json::read(source, "a botocore documentation file")?;
        docs::join(&mirror, &mut model);
    }
    Ok(model)
}

/// The keys that lead to a place in a model file.
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
