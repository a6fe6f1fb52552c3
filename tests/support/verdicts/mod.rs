//! The cases of `tests/verdicts` with their models and reports.

mod edit;

use std::path::Path;
use std::sync::LazyLock;

use edit::edited;
use farrier_codegen::change::{ModuleBreaks, Report, report};
use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_codegen::frontend::{Layers, ModelFiles, load};
use farrier_codegen::output::Files;
use farrier_codegen::{Layout, Request, Selection, generate, services};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{plain_renderer, read, repository};

/// A change of the service, and the claims about the change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The name of the case, its packages and its snapshot.
    pub name: String,
    /// Edits that both models share.
    #[serde(default)]
    pub old: String,
    /// The change.
    pub new: String,
    /// The selected operations; `None` for all.
    pub operations: Option<Vec<String>>,
    /// The expected changes in the report, each as `kind path`, the most severe first.
    pub reports: Vec<String>,
    /// The verdict for a crate.
    pub rust: String,
    /// The code that a change below major breaks beside a module.
    pub breaks: Option<String>,
    /// The verdict for the wire.
    pub wire: String,
    /// Users' code, as statements. It compiles with the old crate, and with the new one unless the verdict is major. If the
    /// verdict is silent, it means something else with the new one.
    #[serde(default)]
    pub before: String,
    /// Code that compiles with the new crate only, for a minor or major verdict.
    #[serde(default)]
    pub after: String,
    /// Code beside a module that compiles with the old code only.
    #[serde(default)]
    pub inside: String,
    /// Code that causes a compiler warning with the new crate.
    #[serde(default)]
    pub warned: String,
    /// Part of the error, if the generator refuses one of the models.
    pub refused: Option<String>,
    /// The reason why `cargo semver-checks` disagrees.
    pub unseen_by_semver_checks: Option<String>,
}

/// A file of cases.
#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

/// All cases, in the order of the files.
pub static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let folder =
        std::fs::read_dir(repository("tests/verdicts/cases")).expect("the folder of cases exists");
    let mut paths: Vec<_> =
        folder.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| table(path).case).collect()
});

fn table(path: &Path) -> Table {
    let text = std::fs::read_to_string(path).expect("cases are text");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The unchanged model. It has the keys of `service-2.json`, `paginators-1.json` and `waiters-2.json` together.
static STABLES: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(&read("tests/verdicts/stables.json")).expect("the model is JSON")
});

/// The crate of the unchanged service.
pub static BASE: LazyLock<Files> =
    LazyLock::new(|| crate_of(&STABLES, Selection::All).expect("the model can be generated"));

impl Case {
    /// Whether the verdict for a crate is major or silent.
    #[must_use]
    pub fn is_major(&self) -> bool {
        self.rust == "major" || self.is_silent()
    }

    /// Whether users compile with the new code, and mean something else.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.rust == "silent"
    }

    /// Whether the case changes the unchanged model.
    #[must_use]
    pub fn is_of_base(&self) -> bool {
        self.old.is_empty() && self.operations.is_none()
    }

    fn models(&self) -> [Value; 2] {
        let old = edited(STABLES.clone(), &self.old);
        let new = edited(old.clone(), &self.new);
        [old, new]
    }

    fn selection(&self) -> Selection {
        self.operations.as_ref().map_or(Selection::All, |names| {
            Selection::Named(names.iter().map(String::as_str).map(Into::into).collect())
        })
    }

    /// The report on the change.
    ///
    /// # Panics
    ///
    /// Panics if there is none.
    #[must_use]
    pub fn report(&self) -> Report {
        let [old, new] = self.models().map(|model| {
            let mut model = load(&files(&model))
                .unwrap_or_else(|errors| panic!("{}: {}", self.name, plain(&errors)));
            services::apply(&mut model);
            model
        });
        let report = report(&old, &new, &self.selection());
        report.unwrap_or_else(|errors| panic!("{}: {}", self.name, plain(&errors)))
    }

    /// The crates of both models, unless the generator refuses one.
    ///
    /// # Panics
    ///
    /// Panics if the generator refuses a model although the case does not say so, or the other way round.
    #[must_use]
    pub fn crates(&self) -> Option<[Files; 2]> {
        let [old, new] = self.models().map(|model| crate_of(&model, self.selection()));
        match (old, new, &self.refused) {
            (Ok(old), Ok(new), None) => Some([old, new]),
            (Err(errors), _, Some(why)) | (_, Err(errors), Some(why)) => {
                let text = plain(&errors);
                assert!(text.contains(why), "{}: {text}", self.name);
                None
            }
            (Err(errors), ..) | (_, Err(errors), _) => panic!("{}: {}", self.name, plain(&errors)),
            (.., Some(_)) => panic!("{}: the generator refuses no model", self.name),
        }
    }
}

fn files(model: &Value) -> ModelFiles {
    let mut api = model.as_object().expect("a model is an object").clone();
    let mut beside = |file: &str, key: &str| {
        let text = json!({ key: api.shift_remove(key) }).to_string();
        Some(Layers::only(Source::new(file, text)))
    };
    let (paginators, waiters) =
        (beside("paginators-1.json", "pagination"), beside("waiters-2.json", "waiters"));
    let api = Source::new("service-2.json", Value::from(api).to_string());
    ModelFiles { paginators, waiters, ..ModelFiles::only(api) }
}

fn crate_of(model: &Value, selection: Selection) -> Result<Files, Diagnostics> {
    let request = Request::new("stables", files(model), selection);
    generate(&Layout::Crate("stables".to_owned()), &[request])
}

fn plain(errors: &Diagnostics) -> String {
    errors.render(&plain_renderer())
}

/// The broken code beside a module, as written in the cases.
#[must_use]
pub fn broken(breaks: ModuleBreaks) -> &'static str {
    match breaks {
        ModuleBreaks::Literals => "literals",
        ModuleBreaks::Matches => "matches",
        ModuleBreaks::Both => "both",
    }
}
