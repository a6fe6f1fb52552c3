//! The services of a history, and their operations.

use farrier_codegen::Selection;
use farrier_codegen::change::ModelVersion;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::packages::VersionedPackage;
use crate::changes::compare::Scope;
use crate::changes::{committed, once};
use crate::cli::Changes;
use crate::manifest::{Manifest, Service};
use crate::models::origin::name_in_package;
use crate::models::package::ModelName;
use crate::{Terminal, pluralize};

/// A service of a history.
#[derive(Debug)]
pub struct HistoryService {
    /// The name of the generated crate or module, or of the service in the packages.
    pub name: String,
    /// The name of the model in the packages.
    pub model: ModelName,
    /// The operations and settings.
    pub scope: Scope,
    /// Unknown keys that are ignored, each as `level.key`.
    pub allowed: Vec<String>,
}

impl HistoryService {
    /// Whether both name their operations, so that one list can have them all.
    fn can_take(&self, other: &Self) -> bool {
        let names = |service: &Self| matches!(service.scope.selection, Selection::Named(_));
        names(self) && names(other)
    }

    /// Adds the operations of another output with the same service.
    fn take(&mut self, other: Self) {
        self.name = format!("{}, {}", self.name, other.name);
        if let (Selection::Named(names), Selection::Named(more)) =
            (&mut self.scope.selection, other.scope.selection)
        {
            names.extend(more);
            names.sort_by(|one, other| one.text.cmp(&other.text));
            names.dedup_by(|one, other| one.text == other.text);
        }
    }
}

/// The services of the arguments: of the manifest, or one of the packages with `--service` or `--operations`.
///
/// # Errors
///
/// Fails if there is no manifest and no service, or if the newest package has no such service.
pub fn wanted(
    args: &Changes,
    packages: &[VersionedPackage],
    terminal: &Terminal,
) -> Result<Vec<HistoryService>, Diagnostics> {
    if args.service.is_none() && args.operations.is_empty() {
        return of_manifest(args, terminal);
    }
    if args.output.is_some() {
        let error = Diagnostic::error("`--service` and `--output` select different services");
        return Err(error.help("use `--output` alone").into());
    }
    let Some(newest) = packages.last() else { return Ok(Vec::new()) };
    let model = newest.read(|package| package.pick(args.service.as_deref(), None).cloned())?;
    let selection = if args.operations.is_empty() {
        Selection::All
    } else {
        Selection::from_words(&args.operations)
    };
    Ok(vec![HistoryService {
        name: model.service.clone(),
        model,
        scope: Scope::of(selection),
        allowed: args.allow_unknown_keys.clone(),
    }])
}

fn of_manifest(args: &Changes, terminal: &Terminal) -> Result<Vec<HistoryService>, Diagnostics> {
    let manifest = Manifest::find(
        args.manifest.as_deref(),
        &terminal.directory,
        "name a service with --service, and operations with --operations",
    )?;
    let mut services: Vec<(&Service, HistoryService)> = Vec::new();
    for (output, service) in manifest.outputs(args.output.as_deref())? {
        let name = once::name_of(output, service).to_owned();
        let new = of_service(args, &manifest, service, name)?;
        let same = services.iter_mut().find(|(entry, other)| {
            once::settings(entry) == once::settings(service) && other.can_take(&new)
        });
        match same {
            Some((_, other)) => other.take(new),
            None => services.push((service, new)),
        }
    }
    Ok(services.into_iter().map(|(_, service)| service).collect())
}

fn of_service(
    args: &Changes,
    manifest: &Manifest,
    service: &Service,
    name: String,
) -> Result<HistoryService, Diagnostics> {
    let path = service.model.get_ref();
    let model = name_in_package(&manifest.root, path)?.ok_or_else(|| {
        Diagnostic::error(format!("the name of `{path}` in packages is unknown"))
            .help("name the service with --service, and operations with --operations")
    })?;
    let changed = committed::changed(manifest, service)?;
    let allowed = service.allow_unknown_keys.iter().chain(&args.allow_unknown_keys).cloned();
    Ok(HistoryService {
        name,
        model,
        scope: committed::scope(manifest, service, changed),
        allowed: allowed.collect(),
    })
}

/// The full name of the only service, or the number of services.
pub fn title(services: &[HistoryService], versions: &[ModelVersion]) -> String {
    let reviews = versions.iter().rev().filter_map(|version| version.review.as_ref());
    let mut reports = reviews.flat_map(|review| &review.services);
    match (services, reports.next()) {
        ([_], Some(newest)) => newest.report.service.clone(),
        (services, _) => pluralize(services.len(), "service"),
    }
}
