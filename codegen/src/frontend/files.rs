//! The files of a model, found by their names.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

/// Names of the files that hold operations and shapes: two of botocore's, one of Smithy's.
pub const API_FILES: [&str; 3] = ["service-2.json", "api-2.json", SMITHY_FILE];

/// The file that holds a whole Smithy model, named as Smithy's own tools name it.
pub(super) const SMITHY_FILE: &str = "model.json";

/// The documentation file beside `api-2.json`.
pub(super) const DOCS_FILE: &str = "docs-2.json";

/// The paginator file beside a model.
pub(super) const PAGINATORS_FILE: &str = "paginators-1.json";

/// The endpoint rule set beside a model.
pub(super) const RULES_FILE: &str = "endpoint-rule-set-1.json";

/// The waiter file beside a model.
pub(super) const WAITERS_FILE: &str = "waiters-2.json";

/// Whether a file of this name, plain or compressed, belongs to a model.
pub fn is_model_file(name: &str) -> bool {
    let name = plain_name(name);
    let stem = name.strip_suffix(".sdk-extras.json").or_else(|| name.strip_suffix(".json"));
    let has_stem = |file: &str| file.strip_suffix(".json") == stem;
    API_FILES
        .into_iter()
        .chain([DOCS_FILE, PAGINATORS_FILE, RULES_FILE, WAITERS_FILE])
        .any(has_stem)
}

/// The name without the suffix `.gz`.
pub fn plain_name(name: &str) -> &str {
    name.strip_suffix(".gz").unwrap_or(name)
}

/// Whether a file of this name, plain or compressed, is a documentation file.
pub fn is_docs_file(name: &str) -> bool {
    plain_name(name) == DOCS_FILE
}

/// Whether a file of this name, plain or compressed, holds operations and shapes.
pub fn is_api_file(name: &str) -> bool {
    API_FILES.contains(&plain_name(name))
}

/// The files of one model.
#[derive(Clone, Debug)]
pub struct ModelFiles {
    /// Operations and shapes: `service-2.json` or `api-2.json`.
    pub api: Layers,
    /// Documentation, for an API file without any: `docs-2.json`.
    pub docs: Option<Arc<Source>>,
    /// Paginators: `paginators-1.json`.
    pub paginators: Option<Layers>,
    /// Endpoint rules: `endpoint-rule-set-1.json`.
    pub rules: Option<Layers>,
    /// Waiters: `waiters-2.json`.
    pub waiters: Option<Layers>,
    /// The protocol to generate instead of the preferred one.
    pub protocol: Option<ProtocolName>,
    /// Unknown keys to ignore, each as `level.key`.
    pub allowed: BTreeSet<String>,
}

/// The name of a protocol, given by the user.
#[derive(Clone, Debug)]
pub struct ProtocolName {
    /// The name.
    pub text: String,
    /// Its location in the manifest, if the name is from there.
    pub location: Option<Location>,
}

/// A file with its overlays, such as botocore's `*.sdk-extras.json`.
#[derive(Clone, Debug)]
pub struct Layers {
    /// The file below all overlays.
    pub base: Arc<Source>,
    /// Overlays, in the order in which they are merged.
    pub overlays: Vec<Arc<Source>>,
}

impl Layers {
    /// A file without overlays.
    pub fn only(base: Arc<Source>) -> Self {
        Self { base, overlays: Vec::new() }
    }
}

impl ModelFiles {
    /// A model in a single file.
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

    /// All files of the model.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        super::sources(self).into_iter().map(|(source, _)| source)
    }

    /// Finds the files of a model by their names. `read` returns the file of a name, if that exists; `api` is the name
    /// of the API file, by default one of [`API_FILES`]. Returns `None` without an API file.
    ///
    /// # Errors
    ///
    /// Returns the errors of `read`, and fails if there are two API files or an overlay without its file.
    pub fn find(
        api: Option<&str>,
        mut read: impl FnMut(&str) -> Result<Option<Arc<Source>>, Diagnostics>,
    ) -> Result<Option<Self>, Diagnostics> {
        let mut found = Vec::new();
        for name in api.map_or(API_FILES.to_vec(), |name| vec![name]) {
            found.extend(layers(name, &mut read)?.map(|layers| (name, layers)));
        }
        if let [(first, _), (second, _), ..] = found.as_slice() {
            let message = format!("the folder has two models: `{first}` and `{second}`");
            return Err(Diagnostic::error(message).help("name one of the two files").into());
        }
        let Some((name, api)) = found.pop() else { return Ok(None) };
        let docs = if name == "api-2.json" { read(DOCS_FILE)? } else { None };
        let has_default_name = API_FILES.contains(&name);
        let mut side_file =
            |name| if has_default_name { layers(name, &mut read) } else { Ok(None) };
        let (paginators, waiters) = (side_file(PAGINATORS_FILE)?, side_file(WAITERS_FILE)?);
        let rules = side_file(RULES_FILE)?;
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
            let message =
                format!("`{}` is an overlay for `{name}`, which is missing", overlay.path);
            Err(Diagnostic::error(message).into())
        }
        (None, None) => Ok(None),
    }
}
