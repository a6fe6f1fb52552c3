//! The services of a manifest, each once: outputs that use one service with the same models and settings are compared
//! together.

use std::collections::{BTreeMap, BTreeSet};

use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::{OperationName, Selection};
use toml::Spanned;

use super::compare::{LoadedModel, Scope};
use crate::lock::LockedOutput;
use crate::manifest::{Manifest, Output, Service};

/// A service, and the outputs that use it.
#[derive(Debug)]
pub struct UsedService<'m> {
    /// The entry of the first output. The entries of the others differ in the operations.
    pub service: &'m Service,
    /// The lock entry of the first output.
    pub locked: &'m LockedOutput,
    /// The names of the outputs or modules, such as `backup`.
    names: Vec<&'m str>,
    entries: Vec<&'m Service>,
    /// The digests of the files of the last run.
    inputs: BTreeMap<String, String>,
}

impl<'m> UsedService<'m> {
    /// A service of an output. `inputs` are the digests of its files in the last run.
    pub fn new(
        output: &'m Output,
        service: &'m Service,
        locked: &'m LockedOutput,
        inputs: BTreeMap<String, String>,
    ) -> Self {
        let names = vec![name_of(output, service)];
        Self { service, locked, names, entries: vec![service], inputs }
    }

    /// Adds a service to the list, or its operations to an entry with the same models and settings.
    pub fn add_to(self, services: &mut Vec<Self>) {
        let is_same = |other: &&mut Self| {
            settings(other.service) == settings(self.service) && other.inputs == self.inputs
        };
        match services.iter_mut().find(is_same) {
            Some(other) => {
                other.names.extend(self.names);
                other.entries.extend(self.entries);
            }
            None => services.push(self),
        }
    }

    /// The names of the outputs or modules, such as `backup, jobs`.
    pub fn name(&self) -> String {
        self.names.join(", ")
    }

    /// Whether `digests` are those of the last run.
    pub fn is_unchanged(&self, digests: &BTreeMap<String, String>) -> bool {
        self.inputs == *digests
    }

    /// The scope with the operations of all outputs. `changed` are the operations of the change documents.
    ///
    /// # Errors
    ///
    /// Operations that neither model has.
    pub fn scope(
        &self,
        manifest: &Manifest,
        changed: &BTreeSet<String>,
        [old, new]: [&LoadedModel; 2],
    ) -> Result<Scope, Diagnostics> {
        let [first, others @ ..] = self.entries.as_slice() else {
            return Ok(Scope::of(Selection::All));
        };
        let first = super::committed::scope(manifest, first, changed.clone());
        if others.is_empty() {
            return Ok(first);
        }
        let mut operations = BTreeSet::new();
        for entry in &self.entries {
            let selection = manifest.selection(entry);
            operations.extend(selection.resolve_in_either(
                &old.model,
                &new.model,
                changed.clone(),
            )?);
        }
        let names = operations.into_iter().map(OperationName::from).collect();
        Ok(Scope { selection: Selection::Named(names), ..first })
    }
}

/// The name of the module of a service, or else of its output, such as `backup`.
pub fn name_of<'m>(output: &'m Output, service: &'m Service) -> &'m str {
    let path = output.path.get_ref();
    let module = service.name.as_ref().map(|name| name.get_ref().as_str());
    module.unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path))
}

/// The model of an entry, and the settings that change it.
pub fn settings(service: &Service) -> [Vec<&str>; 4] {
    fn texts<'s>(texts: impl IntoIterator<Item = &'s Spanned<String>>) -> Vec<&'s str> {
        texts.into_iter().map(|text| text.get_ref().as_str()).collect()
    }
    [
        texts([&service.model].into_iter().chain(&service.changes)),
        texts(&service.omit),
        texts(&service.unions),
        texts(&service.protocol),
    ]
}
