//! The models on the two sides of a comparison, paired by service.

use std::collections::BTreeMap;
use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::ir::Model;
use farrier_xtask::Terminal;
use farrier_xtask::shared::operand::{Files, model};
use farrier_xtask::shared::package::{ModelName, Package};
use farrier_xtask::shared::{join_names, pluralize, slashes};

use crate::cli::Models;
use crate::progress;

/// The maximum number of names in a line.
const LISTED: usize = 12;

/// The identity of a service: its SDK id and API version, independent of the model's name.
type Id = (String, String);

/// The models of both sides by service, each read into a `T`. botocore has one service under two names.
pub struct Sides<T>([BTreeMap<Id, Vec<T>>; 2]);

impl<T: Send> Sides<T> {
    /// Reads all models of both sides. Models that cannot be read are left out, and their errors returned. Two single
    /// models are a pair, whatever their services are.
    ///
    /// # Errors
    ///
    /// Fails if an argument is not a model, package or folder, or if the sides have no service in common.
    pub fn read(
        args: &Models,
        terminal: &Terminal,
        read: impl Fn(&ModelFiles, Model) -> Result<T, Diagnostics> + Sync,
    ) -> Result<(Self, Diagnostics), Diagnostics> {
        let arguments = [&args.one, &args.other];
        let [one, other] = arguments.map(|text| Side::find(text, &terminal.directory));
        let sides = [one?, other?];
        let are_single = sides.iter().all(|side| matches!(side, Side::One(_)));
        let mut errors = Diagnostics::default();
        let sides = Self(sides.map(|side| {
            let names = side.names();
            let bar = progress::bar(names.len(), "reading", terminal.interactive);
            let models = progress::map(&names, &bar, |name| {
                let files = side.files(*name)?;
                let model = Files::new(files.clone(), &args.allow_unknown_keys)?.load()?.model;
                let service = &model.service;
                let id = (service.sdk_id.clone().unwrap_or_default(), service.api_version.clone());
                let id = if are_single { Id::default() } else { id };
                Ok::<_, Diagnostics>((id, read(&files, model)?))
            });
            let mut by_id: BTreeMap<Id, Vec<T>> = BTreeMap::new();
            for (id, model) in models.into_iter().filter_map(|model| errors.collect(model)) {
                by_id.entry(id).or_default().push(model);
            }
            by_id
        }));
        if sides.pairs().is_empty() {
            errors.finish(())?;
            let message = format!("{} and {} have no service in common", args.one, args.other);
            return Err(Diagnostic::error(message).into());
        }
        Ok((sides, errors))
    }

    /// The models of the services that are on both sides.
    pub fn pairs(&self) -> Vec<(&T, &T)> {
        let Self([ones, others]) = self;
        let pairs = ones.iter().flat_map(|(id, ones)| {
            let others = others.get(id).into_iter().flatten();
            others.flat_map(move |other| ones.iter().map(move |one| (one, other)))
        });
        pairs.collect()
    }

    /// A line for each side that has services of its own.
    pub fn alone(&self, args: &Models) -> Vec<String> {
        let Self([ones, others]) = self;
        let sides = [(&args.one, ones, others), (&args.other, others, ones)];
        let lines = sides.map(|(path, of, other)| {
            let alone = of.keys().filter(|id| !other.contains_key(*id));
            let names: Vec<String> = alone.map(|(id, version)| format!("{id} {version}")).collect();
            let count = pluralize(names.len(), "service");
            let listed = join_names(&names.iter().map(String::as_str).collect::<Vec<_>>(), LISTED);
            (!names.is_empty()).then(|| format!("only in {path}, {count}: {listed}"))
        });
        lines.into_iter().flatten().collect()
    }
}

/// The models of one argument.
enum Side {
    One(Box<ModelFiles>),
    Many(Package),
}

impl Side {
    fn find(text: &str, directory: &Path) -> Result<Self, Diagnostics> {
        let path = directory.join(text);
        if Package::is_at(&path) {
            let package = Package::open(&path, slashes(Path::new(text)))?;
            let only = package.models().next().filter(|_| package.models().len() == 1);
            return match only {
                Some(name) => Ok(Self::One(Box::new(package.files(name)?))),
                None => Ok(Self::Many(package)),
            };
        }
        Ok(Self::One(Box::new(model(text, directory)?)))
    }

    /// The names of the models.
    fn names(&self) -> Vec<Option<&ModelName>> {
        match self {
            Self::One(_) => vec![None],
            Self::Many(package) => package.models().map(Some).collect(),
        }
    }

    fn files(&self, name: Option<&ModelName>) -> Result<ModelFiles, Diagnostics> {
        match (self, name) {
            (Self::Many(package), Some(name)) => package.files(name),
            (Self::One(files), _) => Ok((**files).clone()),
            (Self::Many(package), None) => {
                Err(Diagnostic::error(format!("{} has no such model", package.shown)).into())
            }
        }
    }
}
