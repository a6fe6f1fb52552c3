//! The files that a model is made of, and how they are found by their names.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

/// The files that may hold the operations and shapes of a model: two of botocore, and the one of Smithy.
pub const API_FILES: [&str; 3] = ["service-2.json", "api-2.json", SMITHY_FILE];

/// The file that holds a whole model of Smithy, as its own tools call it.
pub(super) const SMITHY_FILE: &str = "model.json";

/// The file beside `api-2.json` that holds its documentation.
pub(super) const DOCS_FILE: &str = "docs-2.json";

/// The file beside a model that says how its lists are paged.
pub(super) const PAGINATORS_FILE: &str = "paginators-1.json";

/// The file beside a model that says where the service answers.
pub(super) const RULES_FILE: &str = "endpoint-rule-set-1.json";

/// The file beside a model that says what can be waited for.
pub(super) const WAITERS_FILE: &str = "waiters-2.json";

/// Whether a model is made of files of this name, plain or compressed.
pub fn is_model_file(name: &str) -> bool {
    let name = plain_name(name);
    let stem = name.strip_suffix(".sdk-extras.json").or_else(|| name.strip_suffix(".json"));
    let is = |file: &str| file.strip_suffix(".json") == stem;
    API_FILES.into_iter().chain([DOCS_FILE, PAGINATORS_FILE, RULES_FILE, WAITERS_FILE]).any(is)
}

/// The name that a file has before it is compressed.
pub fn plain_name(name: &str) -> &str {
    name.strip_suffix(".gz").unwrap_or(name)
}

/// Whether a file of this name, plain or compressed, holds documentation alone.
pub fn is_docs_file(name: &str) -> bool {
    plain_name(name) == DOCS_FILE
}

/// Whether a file of this name, plain or compressed, holds the operations and shapes of a model.
pub fn is_api_file(name: &str) -> bool {
    API_FILES.contains(&plain_name(name))
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
    /// Where the service answers: `endpoint-rule-set-1.json`.
    pub rules: Option<Layers>,
    /// What can be waited for: `waiters-2.json`.
    pub waiters: Option<Layers>,
    /// The protocol to generate, if that is not the preferred one.
    pub protocol: Option<ProtocolName>,
    /// Keys that farrier does not know and that are passed over, each as `level.key`.
    pub allowed: BTreeSet<String>,
}

/// The name of a protocol that somebody wants.
#[derive(Clone, Debug)]
pub struct ProtocolName {
    /// The name.
    pub text: String,
    /// Where it was written, if it was in a file.
    pub location: Option<Location>,
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
        Self::of(Layers::only(api))
    }

    fn of(api: Layers) -> Self {
        Self {
            api,
            docs: None,
            paginators: None,
            rules: None,
            waiters: None,
            protocol: None,
            allowed: BTreeSet::new(),
        }
    }

    /// All the files.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        super::sources(self).into_iter().map(|(source, _)| source)
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
        let rules = beside(RULES_FILE)?;
        Ok(Some(Self { docs, paginators, rules, waiters, ..Self::of(api) }))
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
