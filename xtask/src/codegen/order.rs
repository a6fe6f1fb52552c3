//! Generates the outputs in memory: those of the manifest, or the one that the arguments ask for.

use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location};
use farrier_codegen::output::Files;
use farrier_codegen::{
    Layout, OUTPUT_VERSION, OutputOptions, Prepared, Request, Selection, assemble, paginator,
    prepare, waiter,
};

use crate::cli;
use crate::lock::{self, Locked};
use crate::manifest::{self, Manifest, Output, Service, plain};
use crate::{Terminal, input, slashes};

/// An output, made in memory.
pub struct Planned {
    /// Its folder.
    pub folder: PathBuf,
    /// What it is.
    pub layout: Layout,
    /// Every file that belongs in it.
    pub files: Files,
    /// What the lock is to say of it. Its path is what messages show.
    pub locked: Locked,
    /// How much of the models is in it.
    pub size: Size,
    /// What of the models is left out or odd, each in one line.
    pub notes: Vec<String>,
}

/// How much of the models an output has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Size {
    /// The number of operations.
    pub operations: usize,
    /// That of shapes.
    pub shapes: usize,
    /// That of members that the manifest leaves out.
    pub omitted: usize,
}

impl Planned {
    /// The folder as messages show it.
    pub fn shown(&self) -> &str {
        &self.locked.path
    }
}

/// A service to generate, and where it was asked for if that was in a manifest.
struct Order {
    request: Request,
    location: Option<Location>,
}

/// The outputs of a manifest.
///
/// # Errors
///
/// Everything that is wrong with models and change documents.
pub fn of_manifest(
    manifest: &Manifest,
    program: &'static str,
) -> Result<Vec<Planned>, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut planned = Vec::new();
    for (output, layout) in manifest.file.output.iter().zip(&manifest.layouts) {
        planned.extend(errors.collect(of_output(manifest, output, layout, program)));
    }
    errors.finish(planned)
}

fn of_output(
    manifest: &Manifest,
    output: &Output,
    layout: &Layout,
    program: &'static str,
) -> Result<Planned, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut orders = Vec::new();
    for service in &output.service {
        let request = request(manifest, service);
        let location = Some(manifest.locate(&service.model));
        let request = request.map_err(|errors| errors.or_at(location.as_ref()));
        orders.extend(errors.collect(request).map(|request| Order { request, location }));
    }
    let orders = errors.finish(orders)?;
    let path = output.path.get_ref();
    let planned =
        plan(layout, output.options(program), &orders, &manifest.root.join(path), path.clone())?;
    Ok(Planned { locked: Locked { manifest: output.digest()?, ..planned.locked }, ..planned })
}

/// What the manifest asks for of a service.
///
/// # Errors
///
/// Fails if the model or a change document cannot be read.
pub fn request(manifest: &Manifest, service: &Service) -> Result<Request, Diagnostics> {
    let model = service.model.get_ref();
    let changes: Vec<PathBuf> = service.changes.iter().map(|path| path.get_ref().into()).collect();
    let mut input =
        input::service(&manifest.root, model.as_ref(), &changes, &service.allow_unknown_keys)?;
    input.model.protocol = manifest.protocol(service);
    Ok(Request {
        docs: service.docs,
        omit: manifest.omitted(service),
        module: service.name.as_ref().map(|name| name.get_ref().clone()),
        ..Request::new(model, input, manifest.selection(service))
    })
}

/// The output that the arguments ask for, without a manifest.
///
/// # Errors
///
/// Everything that is wrong with the model and the change documents.
pub fn of_arguments(
    args: &cli::Codegen,
    model: &Path,
    out: &Path,
    terminal: &Terminal,
) -> Result<Planned, Diagnostics> {
    let directory = &terminal.directory;
    let allowed = args.allow_unknown_keys.iter().cloned().collect();
    let layout = Layout::Crate(manifest::crate_name(&plain(&directory.join(out)))?);
    let request = Request {
        docs: args.docs,
        ..Request::new(
            slashes(model),
            input::service(directory, model, &args.changes, &allowed)?,
            Selection::of_words(&args.operations),
        )
    };
    plan(
        &layout,
        OutputOptions { client: args.client, serde: args.serde, program: terminal.program },
        &[Order { request, location: None }],
        &directory.join(out),
        slashes(out),
    )
}

/// Generates an output.
fn plan(
    layout: &Layout,
    options: OutputOptions,
    orders: &[Order],
    folder: &Path,
    shown: String,
) -> Result<Planned, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut prepared = Vec::new();
    for Order { request, location } in orders {
        let one = prepare(request).map_err(|errors| errors.or_at(location.as_ref()));
        prepared.extend(errors.collect(one));
    }
    let prepared = errors.finish(prepared)?;
    let requests: Vec<Request> = orders.iter().map(|order| order.request.clone()).collect();
    let files = assemble(layout, options, &requests, &prepared)?;
    if let Some(path) = files.keys().find(|path| !is_plain(path)) {
        let error = Diagnostic::error(format!("{path} cannot be the path of a file in {shown}"));
        return Err(error
            .help("this is a mistake in farrier; please report it with the model")
            .into());
    }
    let (mut size, mut notes) = (Size::default(), Vec::new());
    for Prepared { slice, paginators, waiters, .. } in &prepared {
        notes.extend(paginator::notes(paginators).chain(waiter::notes(waiters)));
        size.operations += slice.model.operations.len();
        size.shapes += slice.model.shapes.len();
        size.omitted += slice.omitted.values().map(std::collections::BTreeSet::len).sum::<usize>();
    }
    let locked = Locked {
        path: shown,
        generator: OUTPUT_VERSION,
        manifest: String::new(),
        inputs: lock::digests(requests.iter().flat_map(|request| request.input.sources())),
        files: lock::digests_of_files(&files),
    };
    Ok(Planned { folder: plain(folder), layout: layout.clone(), files, locked, size, notes })
}

/// Whether a path stays in its folder.
fn is_plain(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}
