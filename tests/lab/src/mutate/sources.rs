//! The models to mutate.

use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::ModelFiles;
use farrier_xtask::shared::operand::model;
use farrier_xtask::shared::package::{ModelName, Package};
use farrier_xtask::shared::slashes;
use serde_json::Value;

use super::mutation::mutate;
use crate::random::Random;

/// The folders of this repository with models in files and folders, in both formats.
const COMMITTED: [&str; 3] = ["tests/features", "tests/smithy", "tests/suites/smithy"];

/// The files in these folders that are not models.
const OTHERS: [&str; 3] = ["README", "paginators", "waiters"];

/// The maximum number of mutations of a model.
const MAX_MUTATIONS: usize = 4;

/// The models to mutate, in the same order in each run.
pub struct ModelSources(Vec<ModelSource>);

enum ModelSource {
    One(Box<ModelFiles>),
    In(Arc<Package>, ModelName),
}

impl ModelSources {
    /// The models of this repository, and of these files, folders and packages.
    ///
    /// # Errors
    ///
    /// Fails if there are none, or if one of the given ones cannot be read.
    pub fn find(paths: &[String], directory: &Path) -> Result<Self, Diagnostics> {
        let mut found = Vec::new();
        for folder in COMMITTED {
            let entries = std::fs::read_dir(directory.join(folder)).into_iter().flatten().flatten();
            let mut names: Vec<String> =
                entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
            names.sort();
            names.retain(|name| !OTHERS.iter().any(|other| name.contains(other)));
            let paths = names.iter().map(|name| format!("{folder}/{name}"));
            let models = paths.filter_map(|path| model(&path, directory).ok());
            found.extend(models.map(|files| ModelSource::One(Box::new(files))));
        }
        let committed = ["models/backup/2018-11-15".to_owned()];
        let committed = committed.iter().filter(|path| directory.join(path).exists());
        for path in committed.chain(paths) {
            if !Package::is_at(&directory.join(path)) {
                found.push(ModelSource::One(Box::new(model(path, directory)?)));
                continue;
            }
            let package = Package::open(&directory.join(path), slashes(Path::new(path)))?;
            let names: Vec<ModelName> = package.models().cloned().collect();
            let package = Arc::new(package);
            found.extend(names.into_iter().map(|name| ModelSource::In(package.clone(), name)));
        }
        if found.is_empty() {
            return Err(Diagnostic::error("there are no models to mutate")
                .help("run this command in farrier's repository, or use --model")
                .into());
        }
        Ok(Self(found))
    }

    /// The mutant with a number: a model with a few mutations in its files.
    ///
    /// # Errors
    ///
    /// Fails if the model cannot be read.
    pub fn mutant(&self, random: &mut Random) -> Result<ModelFiles, Diagnostics> {
        let Some(source) = random.pick(&self.0) else {
            return Err(Diagnostic::error("there are no models to mutate").into());
        };
        let mut files = match source {
            ModelSource::One(files) => (**files).clone(),
            ModelSource::In(package, name) => package.files(name)?,
        };
        for _ in 0..=random.below(MAX_MUTATIONS) {
            // Most of a model is in the API file.
            let other = [&mut files.rules, &mut files.paginators, &mut files.waiters]
                .into_iter()
                .flatten()
                .nth(random.below(8));
            let layers = other.unwrap_or(&mut files.api);
            layers.base = mutated(&layers.base, random);
        }
        Ok(files)
    }
}

/// A file with a mutation. A file that is not JSON stays as it is.
fn mutated(source: &Arc<Source>, random: &mut Random) -> Arc<Source> {
    let Ok(mut value) = serde_json::from_str::<Value>(&source.text) else { return source.clone() };
    mutate(&mut value, random);
    Source::new(source.path.clone(), value.to_string())
}
