//! Front ends: from the bytes of model files to the IR. Only this folder knows a model format.

pub mod botocore;
mod html;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::ir::Model;

use botocore::Level;
#[cfg(fuzzing)]
pub use html::oracle::check as check_documentation;

/// The files that may hold the operations and shapes of a model.
pub const API_FILES: [&str; 2] = ["service-2.json", "api-2.json"];

/// The file beside `api-2.json` that holds its documentation.
const DOCS_FILE: &str = "docs-2.json";

/// The file beside a model that says how its lists are paged.
const PAGINATORS_FILE: &str = "paginators-1.json";

/// The file beside a model that says what can be waited for.
const WAITERS_FILE: &str = "waiters-2.json";

/// How the minified models end that npm's `aws-sdk` has.
const MINIFIED: &str = ".min.json";

/// Whether a model is made of files of this name, plain or compressed.
pub fn is_model_file(name: &str) -> bool {
    let stem = name.strip_suffix(".gz").unwrap_or(name).strip_suffix(".json");
    let plain = stem
        .map(|stem| stem.strip_suffix(".sdk-extras").unwrap_or(stem))
        .map(|stem| format!("{stem}.json"));
    let is = |plain: &String| {
        API_FILES.contains(&&**plain)
            || [DOCS_FILE, PAGINATORS_FILE, WAITERS_FILE].contains(&&**plain)
    };
    plain.as_ref().is_some_and(is)
}

/// Whether a file of this name, plain or compressed, holds documentation alone.
pub fn is_docs_file(name: &str) -> bool {
    name.strip_suffix(".gz").unwrap_or(name) == DOCS_FILE
}

/// Whether a file of this name, plain or compressed, holds the operations and shapes of a model.
pub fn is_api_file(name: &str) -> bool {
    API_FILES.contains(&name.strip_suffix(".gz").unwrap_or(name))
}

/// The files of one model.
#[derive(Clone, Debug)]
pub struct ModelFiles {
    /// Operations and shapes: `service-2.json` or `api-2.json`.
    pub api: Layers,
    /// Documentation, where the API file has none: `docs-2.json`.
    pub docs: Option<Arc<Source>>,
    /// How lists are paged: `paginators-1.json`.
    pub paginators: Option<Layers>,
    /// What can be waited for: `waiters-2.json`.
    pub waiters: Option<Layers>,
    /// Keys that farrier does not know and that are passed over, each as `level.key`.
    pub allowed: BTreeSet<String>,
}

/// A file, and those that are laid over it: botocore's `*.sdk-extras.json`.
#[derive(Clone, Debug)]
pub struct Layers {
    /// The file itself.
    pub base: Arc<Source>,
    /// What is merged into it, in order.
    pub overlays: Vec<Arc<Source>>,
}

impl Layers {
    /// A file with nothing laid over it.
    pub fn only(base: Arc<Source>) -> Self {
        Self { base, overlays: Vec::new() }
    }
}

impl ModelFiles {
    /// A model that is one file.
    pub fn only(api: Arc<Source>) -> Self {
        Self {
            api: Layers::only(api),
            docs: None,
            paginators: None,
            waiters: None,
            allowed: BTreeSet::new(),
        }
    }

    /// All the files.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        let layers = [Some(&self.api), self.paginators.as_ref(), self.waiters.as_ref()];
        let layers = layers.into_iter().flatten();
        layers.flat_map(|layers| layers.overlays.iter().chain([&layers.base])).chain(&self.docs)
    }

    /// Finds the files of a model by their names. `read` gives the file of a name, if there is one; `api`
    /// is the name of the API file, unless it has a usual one.
    ///
    /// # Errors
    ///
    /// Those of `read`. There is no model if there is no API file.
    pub fn find(
        api: Option<&str>,
        mut read: impl FnMut(&str) -> Result<Option<Arc<Source>>, Diagnostics>,
    ) -> Result<Option<Self>, Diagnostics> {
        let mut found = Vec::new();
        for name in api.map_or(API_FILES.to_vec(), |name| vec![name]) {
            found.extend(layers(name, &mut read)?.map(|layers| (name, layers)));
        }
        if let [(first, _), (second, _), ..] = found.as_slice() {
            let message = format!("there are two models in one folder: {first} and {second}");
            return Err(Diagnostic::error(message).help("name the one that you mean").into());
        }
        let Some((name, api)) = found.pop() else { return Ok(None) };
        let docs = if name == "api-2.json" { read(DOCS_FILE)? } else { None };
        let usual = API_FILES.contains(&name);
        let mut beside = |name| if usual { layers(name, &mut read) } else { Ok(None) };
        let (paginators, waiters) = (beside(PAGINATORS_FILE)?, beside(WAITERS_FILE)?);
        Ok(Some(Self { api, docs, paginators, waiters, allowed: BTreeSet::new() }))
    }
}

fn layers(
    name: &str,
    read: &mut impl FnMut(&str) -> Result<Option<Arc<Source>>, Diagnostics>,
) -> Result<Option<Layers>, Diagnostics> {
    let base = read(name)?;
    let extras = name.strip_suffix(".json").map(|stem| format!("{stem}.sdk-extras.json"));
    let overlay = extras.map_or(Ok(None), |extras| read(&extras))?;
    match (base, overlay) {
        (Some(base), overlay) => Ok(Some(Layers { base, overlays: overlay.into_iter().collect() })),
        (None, Some(overlay)) => {
            let message = format!("{} is laid over {name}, which is not there", overlay.path);
            Err(Diagnostic::error(message).into())
        }
        (None, None) => Ok(None),
    }
}

/// Reads a model.
///
/// # Errors
///
/// Everything in the files that is not a model, or that farrier does not know.
pub fn load(files: &ModelFiles) -> Result<Model, Diagnostics> {
    is_model(&files.api.base)?;
    botocore::load(files)
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
    let docs = files.docs.clone().map(Layers::only);
    let parts = [
        ("api-2.json", Some(&files.api), Level::Top),
        (DOCS_FILE, docs.as_ref().filter(|_| !strip_docs), Level::Docs),
        (PAGINATORS_FILE, files.paginators.as_ref(), Level::Paginators),
        (WAITERS_FILE, files.waiters.as_ref(), Level::Waiters),
    ];
    let mut imported = BTreeMap::new();
    for (name, layers, level) in parts {
        if let Some(layers) = layers {
            imported.insert(name, botocore::import::file(layers, level, strip_docs)?);
        }
    }
    Ok(imported)
}

/// How often each key stands in the files of a model, by the level it stands in.
///
/// # Errors
///
/// Fails if a file is not JSON, or not of a model.
pub fn count(files: &ModelFiles) -> Result<BTreeMap<(Level, String), usize>, Diagnostics> {
    is_model(&files.api.base)?;
    botocore::count(files)
}

/// Tells files apart that are no models at all, before anything is said about their keys.
fn is_model(api: &Source) -> Result<(), Diagnostic> {
    let error = Diagnostic::error(format!("{} is not a service model", api.path));
    if api.path.strip_suffix(".gz").unwrap_or(&api.path).ends_with(MINIFIED) {
        return Err(Diagnostic::error(format!(
            "{} is a minified model of npm's aws-sdk",
            api.path
        ))
        .help("it has no enums, errors or shape names; take botocore's `service-2.json`"));
    }
    if !api.text.trim_start().starts_with('{') || !botocore::is_model(&api.text) {
        let help = "a model is a JSON object: botocore's `service-2.json` or `api-2.json`";
        return Err(error.help(help));
    }
    Ok(())
}
