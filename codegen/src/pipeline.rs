//! Runs all stages. A stage with errors reports all of them, and the next stage does not run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::change::{self, ChangeDocument};
use crate::check::check;
use crate::diagnostic::{Diagnostics, Source};
use crate::discovery::with_discovery;
use crate::docs_level::DocsLevel;
use crate::emit::{Layout, ModulePaths, OutputOptions, ServiceContext, emit};
use crate::frontend::{self, ModelFiles};
use crate::ir::Model;
use crate::names::Names;
use crate::omit::{self, MemberPath};
use crate::output::{self, Files};
use crate::paginator::ResolvedPaginators;
use crate::selection::Selection;
use crate::services;
use crate::services::unions::{self, UnionName};
use crate::slice::{self, Slice};
use crate::waiter::ResolvedWaiters;

/// The files of a model: the model and its change documents.
#[derive(Clone, Debug)]
pub struct Input {
    /// The model files.
    pub model: ModelFiles,
    /// Change documents, from the oldest to the newest.
    pub changes: Vec<Arc<Source>>,
}

impl From<ModelFiles> for Input {
    fn from(model: ModelFiles) -> Self {
        Self { model, changes: Vec::new() }
    }
}

impl Input {
    /// All files.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.model.sources().chain(&self.changes)
    }

    /// Reads the model, applies the change documents and the facts about the service, and returns the model and the
    /// changed operations.
    ///
    /// # Errors
    ///
    /// Invalid files, unknown keys, and changes that do not apply.
    pub fn load(&self) -> Result<(Model, BTreeSet<String>), Diagnostics> {
        let mut model = frontend::load(&self.model)?;
        let mut changed = BTreeSet::new();
        for source in &self.changes {
            let document = ChangeDocument::read(source)?;
            model = change::apply(&document, source, &model)?;
            changed.extend(document.operations.into_iter().map(|change| change.operation));
        }
        services::apply(&mut model);
        Ok((model, changed))
    }
}

/// A request to generate code for a service.
#[derive(Clone, Debug)]
pub struct Request {
    /// The path of the model, for the header of each file.
    pub model: String,
    /// The model and its change documents.
    pub input: Input,
    /// The selected operations.
    pub selection: Selection,
    /// The amount of the model's documentation in the output.
    pub docs: DocsLevel,
    /// The omitted members.
    pub omit: Vec<MemberPath>,
    /// The structures that are unions.
    pub unions: Vec<UnionName>,
    /// The module of the service, if the output has several services.
    pub module: Option<String>,
}

impl Request {
    /// A request with full documentation, for an output with a single service.
    pub fn new(model: impl Into<String>, input: impl Into<Input>, selection: Selection) -> Self {
        Self {
            model: model.into(),
            input: input.into(),
            selection,
            docs: DocsLevel::Full,
            omit: Vec::new(),
            unions: Vec::new(),
            module: None,
        }
    }
}

/// Generates a crate or module for one or more services, and returns its files by path.
///
/// # Errors
///
/// For each service, the errors of the first stage that fails.
pub fn generate(layout: &Layout, requests: &[Request]) -> Result<Files, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut prepared = Vec::new();
    for request in requests {
        prepared.extend(errors.collect(prepare(request)));
    }
    assemble(layout, OutputOptions::default(), requests, &errors.finish(prepared)?)
}

/// A checked slice, with its names, paginators and waiters.
#[derive(Debug)]
pub struct Prepared {
    /// The slice.
    pub slice: Slice,
    /// The Rust identifiers.
    pub names: Names,
    /// The paginators of the slice.
    pub paginators: ResolvedPaginators,
    /// The waiters of the slice.
    pub waiters: ResolvedWaiters,
}

/// Emits and prints the prepared services.
///
/// # Errors
///
/// Fails if the emitted code is not valid Rust, which is a bug in farrier.
pub fn assemble(
    layout: &Layout,
    options: OutputOptions,
    requests: &[Request],
    prepared: &[Prepared],
) -> Result<Files, Diagnostics> {
    let paths: Vec<ModulePaths> =
        requests.iter().map(|request| ModulePaths::new(layout, request.module.clone())).collect();
    let services = requests.iter().zip(prepared).zip(&paths);
    let services = services.map(|((request, prepared), paths)| {
        let Prepared { slice, names, paginators, waiters } = prepared;
        let OutputOptions { serde, exhaustive, program, .. } = options;
        let model = &request.model;
        ServiceContext {
            slice,
            names,
            paginators,
            waiters,
            paths,
            serde,
            exhaustive,
            has_client: options.client.is_some(),
            model,
            program,
        }
    });
    output::print(emit(&services.collect::<Vec<_>>(), layout, options))
}

/// Checks each operation of a model on its own: whether code for it can be generated.
///
/// # Errors
///
/// Invalid files and unknown keys.
pub fn survey(
    files: &ModelFiles,
) -> Result<BTreeMap<String, Result<(), Diagnostics>>, Diagnostics> {
    let mut model = frontend::load(files)?;
    services::apply(&mut model);
    let graph = slice::graph(&model);
    let check_operation = |name: &String| {
        check(&slice::slice_of(&model, &graph, &BTreeSet::from([name.clone()]))).map(drop)
    };
    Ok(model.operations.keys().map(|name| (name.clone(), check_operation(name))).collect())
}

/// Runs all stages before the emitter.
///
/// # Errors
///
/// The errors of the first stage that fails.
pub fn prepare(request: &Request) -> Result<Prepared, Diagnostics> {
    let (mut model, changed) = request.input.load()?;
    let operations = with_discovery(&model, request.selection.resolve(&model, changed)?);
    let mut slice = slice::slice(&model, &operations);
    if !request.unions.is_empty() {
        for id in unions::find(&slice, &request.unions)? {
            unions::make_union(&mut model, &id);
        }
        slice = slice::slice(&model, &operations);
    }
    if !request.omit.is_empty() {
        let omitted = omit::find(&slice, &request.omit)?;
        omit::remove(&mut model, &omitted);
        slice = Slice { omitted, ..slice::slice(&model, &operations) };
    }
    slice.model.docs = frontend::documentation(&model, &slice.model);
    request.docs.cut(&mut slice.model.docs);
    let (paginators, waiters) = check(&slice)?;
    Ok(Prepared { names: Names::new(&slice), slice, paginators, waiters })
}
