//! `cargo xtask why`: the paths by which operations reach a shape.

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use farrier_codegen::ir::{Model, ShapeId};
use farrier_codegen::names::Names;
use farrier_codegen::slice::Slice;
use farrier_codegen::{Request, Selection, explain, prepare};

use crate::cli::Why;
use crate::codegen::order;
use crate::manifest::Manifest;
use crate::{Outcome, Terminal, input, listed, slashes};

/// How many operations are named that would bring a shape.
const NAMED: usize = 5;

/// Operations of a service, where the shape may be.
struct Place {
    /// What the operations are in, for messages.
    shown: String,
    slice: Slice,
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
        let names = Names::of(&place.slice);
        let of_rust = names.types().find(|(_, names)| names.name == args.shape);
        let id = of_rust.map_or_else(|| ShapeId::new(&args.shape), |(id, _)| id.clone());
        let Some(shape) = place.whole.shapes.get(&id) else { continue };
        is_known = true;
        let kind = shape.kind.name();
        let paths = explain::paths(&place.slice.model, &id);
        if paths.is_empty() {
            terminal.say(&format!("{}: {id} ({kind}) is not there", place.shown))?;
            terminal.say(&format!("  {}", would_bring(&place.whole, &id)))?;
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
        return Ok(vec![place(shown.clone(), &Request::new(shown, files, selection))?]);
    }
    let manifest = Manifest::find(args.manifest.as_deref(), &terminal.directory)?;
    let mut places = Vec::new();
    for (output, service) in manifest.outputs(args.output.as_deref())? {
        let path = output.path.get_ref();
        let shown = match &service.name {
            Some(name) => format!("{path}, {}", name.get_ref()),
            None => path.clone(),
        };
        places.push(place(shown, &order::request(&manifest, service)?)?);
    }
    Ok(places)
}

fn place(shown: String, request: &Request) -> Result<Place, Diagnostics> {
    Ok(Place { shown, slice: prepare(request)?, whole: request.input.load()?.0 })
}

/// The operations that need a shape which is not there.
fn would_bring(model: &Model, id: &ShapeId) -> String {
    let paths = explain::paths(model, id);
    let mut names: Vec<&str> = paths.iter().filter_map(|path| path.split('.').next()).collect();
    names.dedup();
    match names.as_slice() {
        [] => "no operation of the model needs it".to_owned(),
        names => format!("it comes with {}", listed(names, NAMED)),
    }
}

fn unknown(shape: &str, places: &[Place]) -> Diagnostic {
    let known = places.iter().flat_map(|place| place.whole.shapes.keys().map(ShapeId::as_str));
    let error = Diagnostic::error(format!("no model has a shape `{shape}`"));
    match did_you_mean(shape, known) {
        Some(guess) => error.help(format!("did you mean `{guess}`?")),
        None => error,
    }
}
