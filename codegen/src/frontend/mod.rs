//! Front ends: from the bytes of a model file to the IR. Only this folder knows a model format.

pub mod botocore;
mod html;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::ir::Model;

/// The files that hold the operations and shapes of a model, as a folder may have them.
pub const API_FILES: [&str; 3] = ["service-2.json", "service-2.json.gz", "api-2.json"];

/// The file beside `api-2.json` that holds its documentation.
pub const DOCS_FILE: (&str, &str) = ("api-2.json", "docs-2.json");

/// The file beside a model that says how its lists are paged.
pub const PAGINATORS_FILE: &str = "paginators-1.json";

/// The files of one model.
#[derive(Clone, Debug)]
pub struct ModelFiles {
    /// Operations and shapes: `service-2.json` or `api-2.json`.
    pub api: Arc<Source>,
    /// Documentation, where the API file has none: `docs-2.json`.
    pub docs: Option<Arc<Source>>,
}

/// Reads a model.
///
/// # Errors
///
/// Everything in the files that is not a model, or that farrier does not know.
pub fn load(files: &ModelFiles) -> Result<Model, Diagnostics> {
    if !files.api.text.trim_start().starts_with('{') {
        let error = Diagnostic::error(format!("{} is not a service model", files.api.path))
            .help("a model is a JSON object: botocore's `service-2.json` or `api-2.json`");
        return Err(error.into());
    }
    botocore::load(files)
}

/// A model file in the form that is committed.
///
/// # Errors
///
/// Fails if the file is not a model.
pub fn import(source: &Arc<Source>, strip_docs: bool) -> Result<String, Diagnostics> {
    // What is committed must be a model, so it is read as one first, in the words of its own file.
    load(&ModelFiles { api: Arc::clone(source), docs: None })?;
    Ok(botocore::import::model(source, strip_docs)?)
}

/// A file beside a model, such as its paginators, in the form that is committed.
///
/// # Errors
///
/// Fails if the file is not a JSON object.
pub fn import_side_file(source: &Arc<Source>) -> Result<String, Diagnostics> {
    Ok(botocore::import::side_file(source)?)
}
