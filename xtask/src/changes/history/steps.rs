//! The comparisons of a history: each version with the one before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use farrier_codegen::change::{ModelVersion, Outside, Report, Review, ReviewedService};
use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::{OperationName, Selection};

use super::packages::VersionedPackage;
use super::services::HistoryService;
use crate::changes::compare::{self, LoadedModel};
use crate::changes::operand::Files;
use crate::models::package::{ModelName, Package};
use crate::parallel;

/// The number of packages that are read together. Their models are in memory at the same time.
const TOGETHER: usize = 8;

/// The models of a version, one for each service. A package may lack a service.
#[derive(Clone)]
struct ModelsOfVersion {
    files: Vec<Option<ModelFiles>>,
    models: Vec<Option<Arc<LoadedModel>>>,
}

/// The versions with their changes, and all compared operations.
///
/// # Errors
///
/// Fails if a model cannot be read, or if no version has a service or an operation.
pub fn compare(
    packages: &[VersionedPackage],
    services: &[HistoryService],
) -> Result<(Vec<ModelVersion>, Vec<String>), Diagnostics> {
    let mut versions = Vec::new();
    let mut seen = vec![BTreeSet::new(); services.len()];
    let mut before: Option<ModelsOfVersion> = None;
    for packages in packages.chunks(TOGETHER) {
        let read = load(packages, services, before.as_ref())?;
        // The history begins with the first version of a service.
        let is_absent = |version: &&ModelsOfVersion| version.files.iter().all(Option::is_none);
        let absent = match &before {
            None => read.iter().take_while(is_absent).count(),
            Some(_) => 0,
        };
        let (_, packages) = packages.split_at(absent);
        let (_, read) = read.split_at(absent);
        for of_version in read {
            for (model, seen) in of_version.models.iter().zip(&mut seen) {
                seen.extend(model.iter().flat_map(|it| it.model.operations.keys().cloned()));
            }
        }
        let steps: Vec<_> = before.iter().chain(read).collect();
        let pairs: Vec<_> = steps.windows(2).collect();
        let reviews = parallel::map(&pairs, |pair| match pair {
            [old, new] => review(old, new, services),
            _ => Ok(Review { services: Vec::new() }),
        });
        let reviews: Vec<Review> = collected(reviews)?;
        // The first version of all has no review.
        let reviews =
            (before.is_none().then_some(None).into_iter()).chain(reviews.into_iter().map(Some));
        versions.extend(packages.iter().zip(reviews).map(|(package, review)| ModelVersion {
            version: package.version.clone(),
            date: package.date.clone(),
            review,
        }));
        before = read.last().cloned().or(before);
    }
    let operations = operations(packages, services, &seen, before.as_ref())?;
    Ok((versions, operations))
}

/// Reads the models of packages. A model with the same files as in the version before is not loaded again.
fn load(
    packages: &[VersionedPackage],
    services: &[HistoryService],
    before: Option<&ModelsOfVersion>,
) -> Result<Vec<ModelsOfVersion>, Diagnostics> {
    let files = collected(parallel::map(packages, |package| read(package, services)))?;
    let before_of = |version: usize, service: usize| -> Option<&ModelFiles> {
        let before = match version.checked_sub(1) {
            Some(before) => files.get(before),
            None => before.map(|before| &before.files),
        };
        before?.get(service)?.as_ref()
    };
    let mut wanted = Vec::new();
    for (version, files) in files.iter().enumerate() {
        for (service, (files, of)) in files.iter().zip(services).enumerate() {
            let is_same = |files: &ModelFiles| {
                let texts = |files: &ModelFiles| -> Vec<_> {
                    files.sources().map(|source| source.text.clone()).collect()
                };
                before_of(version, service).is_some_and(|old| texts(old) == texts(files))
            };
            if let Some(files) = files.as_ref().filter(|files| !is_same(files)) {
                wanted.push((version, service, files, of));
            }
        }
    }
    let models = parallel::map(&wanted, |(version, service, files, of)| {
        let mut files = Files::new((*files).clone(), &of.allowed)?;
        files.set_protocol(of.scope.protocol.as_ref());
        let model = Arc::new(of.scope.restrict(files.load()?));
        Ok::<_, Diagnostics>(((*version, *service), model))
    });
    let mut models: BTreeMap<(usize, usize), _> = collected(models)?.into_iter().collect();
    let mut read: Vec<ModelsOfVersion> = Vec::new();
    for (version, files) in files.into_iter().enumerate() {
        let old = read.last().or(before).map(|before| before.models.clone());
        let model = |(service, files): (usize, &Option<ModelFiles>)| {
            files.as_ref()?;
            let same = || old.as_ref()?.get(service)?.clone();
            models.remove(&(version, service)).or_else(same)
        };
        let models = files.iter().enumerate().map(model).collect();
        read.push(ModelsOfVersion { files, models });
    }
    Ok(read)
}

/// The files of the services in a package, if it has them: of the same API version, or else of the newest.
fn read(
    package: &VersionedPackage,
    services: &[HistoryService],
) -> Result<Vec<Option<ModelFiles>>, Diagnostics> {
    let files = |package: &Package, service: &HistoryService| {
        let ModelName { service, version } = &service.model;
        let mut names = package.models().filter(|name| name.service == *service).peekable();
        if names.peek().is_none() {
            return Ok(None);
        }
        let version = names.any(|name| name.version == *version).then_some(&**version);
        let name = package.pick(Some(service), version)?;
        package.files(name).map(Some)
    };
    package.read(|package| services.iter().map(|service| files(package, service)).collect())
}

/// The changes of the services that both versions have.
fn review(
    old: &ModelsOfVersion,
    new: &ModelsOfVersion,
    services: &[HistoryService],
) -> Result<Review, Diagnostics> {
    let mut reviewed = Vec::new();
    for ((old, new), service) in old.models.iter().zip(&new.models).zip(services) {
        let (Some(old), Some(new)) = (old, new) else { continue };
        let selection = existing(&service.scope.selection, [old, new]);
        let report = match selection {
            Some(selection) if !Arc::ptr_eq(old, new) => compare::report([old, new], &selection)?,
            _ => unchanged(new),
        };
        reviewed.push(ReviewedService { name: service.name.clone(), report });
    }
    Ok(Review { services: reviewed })
}

/// The selection without the operations that neither model has yet, or that both no longer have.
fn existing(selection: &Selection, models: [&LoadedModel; 2]) -> Option<Selection> {
    let Selection::Named(names) = selection else { return Some(selection.clone()) };
    let exists = |name: &&OperationName| {
        models.iter().any(|loaded| loaded.model.operations.contains_key(&name.text))
    };
    let names: Vec<OperationName> = names.iter().filter(exists).cloned().collect();
    (!names.is_empty()).then_some(Selection::Named(names))
}

fn unchanged(model: &LoadedModel) -> Report {
    Report {
        service: model.model.service.full_name.clone(),
        operations: Vec::new(),
        changes: Vec::new(),
        hidden: 0,
        outside: Outside::default(),
    }
}

/// All compared operations. `seen` are the operations of all versions.
fn operations(
    packages: &[VersionedPackage],
    services: &[HistoryService],
    seen: &[BTreeSet<String>],
    newest: Option<&ModelsOfVersion>,
) -> Result<Vec<String>, Diagnostics> {
    let mut operations = Vec::new();
    for (index, (service, seen)) in services.iter().zip(seen).enumerate() {
        let model = newest.and_then(|newest| newest.models.get(index)?.as_ref());
        if let (true, Some(newest)) = (seen.is_empty(), packages.last()) {
            // The error has the names of the services.
            newest.read(|package| package.pick(Some(&service.model.service), None).cloned())?;
        }
        match (&service.scope.selection, model) {
            (Selection::Named(names), model) => {
                let missing = names.iter().filter(|name| !seen.contains(&name.text)).cloned();
                let missing: Vec<OperationName> = missing.collect();
                if let (false, Some(model)) = (missing.is_empty(), model) {
                    Selection::Named(missing).resolve(&model.model, BTreeSet::new())?;
                }
                operations.extend(names.iter().map(|name| name.text.clone()));
            }
            (selection, Some(model)) => {
                operations.extend(selection.resolve(&model.model, BTreeSet::new())?);
            }
            (_, None) => {}
        }
    }
    Ok(operations)
}

/// All results, or all errors.
fn collected<T>(results: Vec<Result<T, Diagnostics>>) -> Result<Vec<T>, Diagnostics> {
    let mut errors = Diagnostics::default();
    let all = results.into_iter().filter_map(|result| errors.collect(result)).collect();
    errors.finish(all)
}
