//! `cargo xtask why`: the paths by which operations reach a shape.

use std::collections::BTreeSet;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use farrier_codegen::ir::{Model, ShapeId};
use farrier_codegen::names::Names;
use farrier_codegen::slice::Slice;
use farrier_codegen::{MemberPath, Prepared, Request, Selection, omit, prepare, why};

use crate::cli::Why;
use crate::codegen::plan;
use crate::manifest::Manifest;
use crate::{Outcome, Terminal, input, join_names, slashes};

/// The maximum number of operations in a message.
const MAX_NAMES: usize = 5;

/// The selected operations of a service.
struct SelectedService {
    /// The output or model, as messages show it.
    shown: String,
    request: Request,
    slice: Slice,
    names: Names,
    /// The complete model.
    model: Model,
}

/// Runs the command.
///
/// # Errors
///
/// Fails if a model cannot be read, or if no model has the shape.
pub fn run(args: &Why, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let services = services(args, terminal)?;
    let mut outcome = Outcome::Finding;
    let mut is_known = false;
    for service in &services {
        let names = &service.names;
        let by_rust_name = names.types().find(|(_, names)| names.name == args.shape);
        let id = by_rust_name.map_or_else(|| ShapeId::new(&args.shape), |(id, _)| id.clone());
        let Some(shape) = service.model.shapes.get(&id) else { continue };
        is_known = true;
        let kind = shape.kind.name();
        let paths = why::paths(&service.slice.model, &id);
        if paths.is_empty() {
            terminal.print_line(&format!("{}: {id} ({kind}) is not included", service.shown))?;
            terminal.print_line(&format!("  {}", service.why_missing(&id)))?;
            continue;
        }
        outcome = Outcome::Fine;
        let type_name = names.types().find(|(other, _)| **other == id);
        let rust =
            type_name.map_or_else(String::new, |(_, names)| format!(", types::{}", names.name));
        terminal.print_line(&format!("{}: {id} ({kind}{rust})", service.shown))?;
        for path in paths {
            terminal.print_line(&format!("  {path}"))?;
        }
    }
    if is_known { Ok(outcome) } else { Err(unknown(&args.shape, &services).into()) }
}

/// The services of the manifest, or the model in the arguments.
fn services(args: &Why, terminal: &Terminal) -> Result<Vec<SelectedService>, Diagnostics> {
    if let Some(model) = &args.model {
        let files = input::model(&terminal.directory.join(model), &slashes(model))?;
        let selection = match args.operations.as_slice() {
            [] => Selection::All,
            words => Selection::from_words(words),
        };
        let shown = slashes(model);
        return Ok(vec![select(shown.clone(), Request::new(shown, files, selection))?]);
    }
    let manifest =
        Manifest::find(args.manifest.as_deref(), &terminal.directory, "name a model with --model")?;
    let mut selected = Vec::new();
    for (output, service) in manifest.outputs(args.output.as_deref())? {
        let path = output.path.get_ref();
        let shown = match &service.name {
            Some(name) => format!("{path}, {}", name.get_ref()),
            None => path.clone(),
        };
        selected.push(select(shown, plan::request(&manifest, service)?)?);
    }
    Ok(selected)
}

fn select(shown: String, request: Request) -> Result<SelectedService, Diagnostics> {
    let (Prepared { slice, names, .. }, model) = (prepare(&request)?, request.input.load()?.0);
    Ok(SelectedService { shown, request, slice, names, model })
}

impl SelectedService {
    /// Why a shape is missing: the entries of `omit` that exclude it, or the operations that would use it.
    fn why_missing(&self, id: &ShapeId) -> String {
        let omitting: Vec<&str> = self.omitting(id).collect();
        if !omitting.is_empty() {
            return format!("left out by `omit`: {}", omitting.join(", "));
        }
        let paths = why::paths(&self.model, id);
        let mut names: Vec<&str> = paths.iter().filter_map(|path| path.split('.').next()).collect();
        names.dedup();
        match names.as_slice() {
            [] => "no operation of the model uses the shape".to_owned(),
            names => format!("operations that use the shape: {}", join_names(names, MAX_NAMES)),
        }
    }

    /// The entries of `omit` without which a shape would be included. If no single entry is decisive, all entries.
    fn omitting(&self, id: &ShapeId) -> impl Iterator<Item = &str> {
        let operations: BTreeSet<String> = self.slice.model.operations.keys().cloned().collect();
        let is_included = |omit: &[MemberPath]| {
            let rest = omit::without(&self.model, &operations, omit);
            let paths = why::paths(&rest, id);
            paths.iter().any(|path| operations.contains(path.split('.').next().unwrap_or_default()))
        };
        let omit = &self.request.omit;
        let without = |index: usize| {
            let others = omit.iter().enumerate().filter(|(other, _)| *other != index);
            others.map(|(_, path)| path.clone()).collect::<Vec<_>>()
        };
        let is_decisive: Vec<bool> =
            (0..omit.len()).map(|index| is_included(&without(index))).collect();
        let needs_all = is_included(&[]) && !is_decisive.contains(&true);
        let paths =
            omit.iter().zip(is_decisive).filter(move |(_, decisive)| *decisive || needs_all);
        paths.map(|(path, _)| path.text.as_str())
    }
}

fn unknown(shape: &str, services: &[SelectedService]) -> Diagnostic {
    if let Some(service) =
        services.iter().find(|service| service.model.operations.contains_key(shape))
    {
        let model = &service.request.model;
        return Diagnostic::error(format!("`{shape}` is an operation, not a shape"))
            .help(format!("name a shape; `cargo xtask list {model}` shows the operations"));
    }
    let known =
        services.iter().flat_map(|service| service.model.shapes.keys().map(ShapeId::as_str));
    let error = Diagnostic::error(format!("no model has a shape `{shape}`"));
    error.or_meant(did_you_mean(shape, known))
}
