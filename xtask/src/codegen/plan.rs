//! Generates the outputs in memory, from a manifest or from command-line arguments.

use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location};
use farrier_codegen::output::Files;
use farrier_codegen::{
    Layout, OUTPUT_VERSION, OutputOptions, Prepared, Request, Selection, assemble, endpoints,
    paginator, prepare, waiter,
};

use crate::cli;
use crate::edits::Edits;
use crate::lock::{self, LockedOutput};
use crate::manifest::{self, Manifest, Output, Service, plain};
use crate::{Terminal, input, parallel, slashes};

/// An output, generated in memory.
pub struct PlannedOutput {
    /// The folder.
    pub folder: PathBuf,
    /// The crate name or module path.
    pub layout: Layout,
    /// The files, by path in the folder.
    pub files: Files,
    /// The new entry in the lock file. Messages show its path.
    pub locked: LockedOutput,
    /// Counts for the summary.
    pub size: Size,
    /// One line for each omitted paginator or waiter, and for other oddities of the models.
    pub notes: Vec<String>,
}

/// The size of the selected parts of the models.
#[derive(Clone, Copy, Debug, Default)]
pub struct Size {
    /// The number of operations.
    pub operations: usize,
    /// The number of shapes.
    pub shapes: usize,
    /// The number of members that `omit` leaves out.
    pub omitted: usize,
}

impl PlannedOutput {
    /// The folder as messages show it.
    pub fn shown(&self) -> &str {
        &self.locked.path
    }
}

/// The request for a service, and its position in the manifest, if there is one.
struct LocatedRequest {
    request: Request,
    location: Option<Location>,
}

/// Generates the outputs of a manifest from the models with pending edits applied.
///
/// # Errors
///
/// All errors in models and change documents.
pub fn from_manifest(
    manifest: &Manifest,
    edits: &Edits,
    program: &'static str,
) -> Result<Vec<PlannedOutput>, Diagnostics> {
    let mut errors = Diagnostics::default();
    let outputs: Vec<_> = manifest.file.output.iter().zip(&manifest.layouts).collect();
    let planned = parallel::map(&outputs, |output| plan_output(manifest, edits, *output, program));
    let planned = planned.into_iter().filter_map(|output| errors.collect(output)).collect();
    errors.finish(planned)
}

fn plan_output(
    manifest: &Manifest,
    edits: &Edits,
    (output, layout): (&Output, &Layout),
    program: &'static str,
) -> Result<PlannedOutput, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut requests = Vec::new();
    for service in &output.service {
        let request = edited_request(manifest, service, edits);
        let location = Some(manifest.locate(&service.model));
        let request = request.map_err(|errors| errors.or_at(location.as_ref()));
        let request = errors.collect(request);
        requests.extend(request.map(|request| LocatedRequest { request, location }));
    }
    let requests = errors.finish(requests)?;
    let path = output.path.get_ref();
    let folder = manifest.root.join(path);
    let planned = generate(layout, output.options(program), &requests, &folder, path.clone())?;
    let locked = LockedOutput { manifest: output.digest()?, ..planned.locked };
    Ok(PlannedOutput { locked, ..planned })
}

/// The request for a service of the manifest.
///
/// # Errors
///
/// Fails if the model or a change document cannot be read.
pub fn request(manifest: &Manifest, service: &Service) -> Result<Request, Diagnostics> {
    edited_request(manifest, service, &Edits::default())
}

/// The request for a service of the manifest, with its model with pending edits applied.
///
/// # Errors
///
/// As [`request`].
pub fn edited_request(
    manifest: &Manifest,
    service: &Service,
    edits: &Edits,
) -> Result<Request, Diagnostics> {
    let model = service.model.get_ref();
    let changes: Vec<PathBuf> = service.changes.iter().map(|path| path.get_ref().into()).collect();
    let allowed = &service.allow_unknown_keys;
    let mut input =
        input::edited_service(&manifest.root, model.as_ref(), &changes, allowed, edits)?;
    input.model.protocol = manifest.protocol(service);
    Ok(Request {
        docs: service.docs,
        omit: manifest.omitted(service),
        unions: manifest.unions(service),
        module: service.name.as_ref().map(|name| name.get_ref().clone()),
        ..Request::new(model, input, manifest.selection(service))
    })
}

/// Generates the output that command-line arguments describe, without a manifest.
///
/// # Errors
///
/// All errors in the model and the change documents.
pub fn from_arguments(
    args: &cli::Codegen,
    model: &Path,
    out: &Path,
    terminal: &Terminal,
) -> Result<PlannedOutput, Diagnostics> {
    let directory = &terminal.directory;
    let allowed = args.allow_unknown_keys.iter().cloned().collect();
    let layout = Layout::Crate(manifest::crate_name(&plain(&directory.join(out)))?);
    let request = Request {
        docs: args.docs,
        ..Request::new(
            slashes(model),
            input::service(directory, model, &args.changes, &allowed)?,
            Selection::from_words(&args.operations),
        )
    };
    generate(
        &layout,
        OutputOptions {
            client: args.client,
            serde: args.serde,
            proof: args.proof,
            testing: args.testing,
            program: terminal.program,
            ..OutputOptions::default()
        },
        &[LocatedRequest { request, location: None }],
        &directory.join(out),
        slashes(out),
    )
}

/// Generates one output.
fn generate(
    layout: &Layout,
    options: OutputOptions,
    requests: &[LocatedRequest],
    folder: &Path,
    shown: String,
) -> Result<PlannedOutput, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut prepared = Vec::new();
    for LocatedRequest { request, location } in requests {
        let result = prepare(request).map_err(|errors| errors.or_at(location.as_ref()));
        prepared.extend(errors.collect(result));
    }
    let prepared = errors.finish(prepared)?;
    let requests: Vec<Request> = requests.iter().map(|located| located.request.clone()).collect();
    let files = assemble(layout, options, &requests, &prepared)?;
    if let Some(path) = files.keys().find(|path| !is_relative(path)) {
        let error = Diagnostic::error(format!("`{path}` is not a valid file path in `{shown}`"));
        return Err(error.help("report this error of farrier, together with the model").into());
    }
    let (mut size, mut notes) = (Size::default(), Vec::new());
    for Prepared { slice, paginators, waiters, .. } in &prepared {
        notes.extend(endpoints::notes(&slice.model));
        notes.extend(paginator::notes(paginators).chain(waiter::notes(waiters)));
        size.operations += slice.model.operations.len();
        size.shapes += slice.model.shapes.len();
        size.omitted += slice.omitted.values().map(std::collections::BTreeSet::len).sum::<usize>();
    }
    let locked = LockedOutput {
        path: shown,
        generator: OUTPUT_VERSION,
        manifest: String::new(),
        inputs: lock::digests(requests.iter().flat_map(|request| request.input.sources())),
        constructors: lock::constructors_of_files(&files),
        files: lock::digests_of_files(&files),
    };
    Ok(PlannedOutput { folder: plain(folder), layout: layout.clone(), files, locked, size, notes })
}

/// Whether a path stays inside its folder.
fn is_relative(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}
