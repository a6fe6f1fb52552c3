//! Compares two models for the operations and settings of a service.

use std::collections::BTreeSet;

use farrier_codegen::change::{Report, report_across_formats};
use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::frontend::{Format, ProtocolName};
use farrier_codegen::ir::Model;
use farrier_codegen::services::unions::{self, UnionName};
use farrier_codegen::{Input, MemberPath, Selection, omit, services};

/// The scope of a comparison: the operations, and the model settings of the manifest.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The selected operations.
    pub selection: Selection,
    /// The members that the manifest omits.
    pub omit: Vec<MemberPath>,
    /// The structures that the manifest calls unions.
    pub unions: Vec<UnionName>,
    /// The protocol, if the manifest selects one.
    pub protocol: Option<ProtocolName>,
}

/// A model and the format of its files.
#[derive(Clone, Debug)]
pub struct LoadedModel {
    /// The format.
    pub format: Format,
    /// The model.
    pub model: Model,
}

impl LoadedModel {
    /// Loads the model of an input, and returns the operations that its change documents name.
    ///
    /// # Errors
    ///
    /// Fails if the model or a change document is invalid.
    pub fn of(input: &Input) -> Result<(Self, BTreeSet<String>), Diagnostics> {
        let (model, changed) = input.load()?;
        Ok((Self { format: Format::of(&input.model), model }, changed))
    }
}

impl Scope {
    /// The scope of these operations, without settings.
    pub fn of(selection: Selection) -> Self {
        Self { selection, omit: Vec::new(), unions: Vec::new(), protocol: None }
    }

    /// The model as its code shows it: with the facts about its service and the unions of the manifest, and without the
    /// omitted members.
    pub fn restrict(&self, mut loaded: LoadedModel) -> LoadedModel {
        services::apply(&mut loaded.model);
        if self.omit.is_empty() && self.unions.is_empty() {
            return loaded;
        }
        let Ok(operations) = self.selection.resolve(&loaded.model, BTreeSet::new()) else {
            return loaded;
        };
        unions::mark(&mut loaded.model, &operations, &self.unions);
        let model = omit::without(&loaded.model, &operations, &self.omit);
        LoadedModel { model, ..loaded }
    }
}

/// A compared service.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The name of the generated crate or module.
    pub name: String,
    /// The old and the new model, as the code shows them.
    pub models: [LoadedModel; 2],
    /// The changes.
    pub report: Report,
}

impl Compared {
    /// Compares two models of a service.
    ///
    /// # Errors
    ///
    /// Fails for models of different services, unknown operations, and models that are too deep or too different.
    pub fn of(name: String, models: [LoadedModel; 2], scope: &Scope) -> Result<Self, Diagnostics> {
        let models = models.map(|model| scope.restrict(model));
        let report = report(models.each_ref(), &scope.selection)?;
        Ok(Self { name, models, report })
    }
}

/// The changes between two models that [`Scope::restrict`] returned, for the operations of a selection.
///
/// # Errors
///
/// Fails for models of different services, unknown operations, and models that are too deep or too different.
pub fn report(models: [&LoadedModel; 2], selection: &Selection) -> Result<Report, Diagnostics> {
    let [old, new] = models.map(|loaded| (loaded.format, &loaded.model));
    report_across_formats(old, new, selection)
}
