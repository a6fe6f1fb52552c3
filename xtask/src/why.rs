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
use crate::{Outcome, Terminal, input, listed, slashes};

/// How many operations are named that would bring a shape.
const NAMED: usize = 5;

/// Operations of a service, where the shape may be.
struct Place {
    /// What the operations are in, for messages.
    shown: String,
    request: Request,
    slice: Slice,
    names: Names,
    /// All that the service has.
    whole: Model,
}

/// Runs the command.
///
/// # Errors
///
/// Fails if a model cannot be read, or if none has such a shape.
pub fn run(args: &Why, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let places = places(args, terminal)?;
    let mut outcome = Outcome::Finding;
    let mut is_known = false;
    for place in &places {
        let names = &place.names;
        let of_rust = names.types().find(|(_, names)| names.name == args.shape);
        let id = of_rust.map_or_else(|| ShapeId::new(&args.shape), |(id, _)| id.clone());
        let Some(shape) = place.whole.shapes.get(&id) else { continue };
        is_known = true;
        let kind = shape.kind.name();
        let paths = why::paths(&place.slice.model, &id);
        if paths.is_empty() {
            terminal.say(&format!("{}: {id} ({kind}) is not there", place.shown))?;
            terminal.say(&format!("  {}", place.why_not(&id)))?;
            continue;
        }
        outcome = Outcome::Fine;
        let type_name = names.types().find(|(of, _)| **of == id);
        let rust =
            type_name.map_or_else(String::new, |(_, names)| format!(", types::{}", names.name));
        terminal.say(&format!("{}: {id} ({kind}{rust})", place.shown))?;
        for path in paths {
            terminal.say(&format!("  {path}"))?;
        }
    }
    if is_known { Ok(outcome) } else { Err(unknown(&args.shape, &places).into()) }
}

/// The outputs of the manifest, or the operations of the model that the arguments name.
fn places(args: &Why, terminal: &Terminal) -> Result<Vec<Place>, Diagnostics> {
    if let Some(model) = &args.model {
        let files = input::model(&terminal.directory.join(model), &slashes(model))?;
        let selection = match args.operations.as_slice() {
            [] => Selection::All,
            words => Selection::of_words(words),
        };
        let shown = slashes(model);
        return Ok(vec![place(shown.clone(), Request::new(shown, files, selection))?]);
    }
    let manifest = Manifest::find(args.manifest.as_deref(), &terminal.directory)?;
    let mut places = Vec::new();
    for (output, service) in manifest.outputs(args.output.as_deref())? {
        let path = output.path.get_ref();
        let shown = match &service.name {
            Some(name) => format!("{path}, {}", name.get_ref()),
            None => path.clone(),
        };
        places.push(place(shown, plan::request(&manifest, service)?)?);
    }
    Ok(places)
}

fn place(shown: String, request: Request) -> Result<Place, Diagnostics> {
    let (Prepared { slice, names, .. }, whole) = (prepare(&request)?, request.input.load()?.0);
    Ok(Place { shown, request, slice, names, whole })
}

impl Place {
    /// Why a shape is not there: what leaves it out, or else which operations need it.
    fn why_not(&self, id: &ShapeId) -> String {
        let omitting: Vec<&str> = self.omitting(id).collect();
        if !omitting.is_empty() {
            return format!("`omit` leaves it out: {}", omitting.join(", "));
        }
        let paths = why::paths(&self.whole, id);
        let mut names: Vec<&str> = paths.iter().filter_map(|path| path.split('.').next()).collect();
        names.dedup();
        match names.as_slice() {
            [] => "no operation of the model needs it".to_owned(),
            names => format!("it comes with {}", listed(names, NAMED)),
        }
    }

    /// The paths of `omit` that leave a shape out: those without which it would be there; or all, if it takes several.
    fn omitting(&self, id: &ShapeId) -> impl Iterator<Item = &str> {
        let operations: BTreeSet<String> = self.slice.model.operations.keys().cloned().collect();
        let is_there = |omit: &[MemberPath]| {
            let rest = omit::without(&self.whole, &operations, omit);
            let paths = why::paths(&rest, id);
            paths.iter().any(|path| operations.contains(path.split('.').next().unwrap_or_default()))
        };
        let omit = &self.request.omit;
        let without = |index: usize| {
            let others = omit.iter().enumerate().filter(|(other, _)| *other != index);
            others.map(|(_, path)| path.clone()).collect::<Vec<_>>()
        };
        let by_itself: Vec<bool> = (0..omit.len()).map(|index| is_there(&without(index))).collect();
        let by_several = is_there(&[]) && !by_itself.contains(&true);
        let paths = omit.iter().zip(by_itself).filter(move |(_, itself)| *itself || by_several);
        paths.map(|(path, _)| path.text.as_str())
    }
}

fn unknown(shape: &str, places: &[Place]) -> Diagnostic {
    if let Some(place) = places.iter().find(|place| place.whole.operations.contains_key(shape)) {
        let model = &place.request.model;
        return Diagnostic::error(format!("`{shape}` is an operation, and no shape")).help(
            format!(
                "`cargo xtask list {model}` lists it; `why` tells which operations bring a shape"
            ),
        );
    }
    let known = places.iter().flat_map(|place| place.whole.shapes.keys().map(ShapeId::as_str));
    let error = Diagnostic::error(format!("no model has a shape `{shape}`"));
    error.or_meant(did_you_mean(shape, known))
}
