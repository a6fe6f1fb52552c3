//! Everything that can be wrong with a slice, one function per rule. After this stage nothing can fail.
//!
//! The slice is checked and not the model: what is not asked for cannot be refused.

mod bindings;
mod lookup;
mod recursion;
mod refusals;
mod shapes;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Place, ShapeId, ShapeKind};
use crate::paginator::{Paginators, paginators};
use crate::slice::Slice;
use crate::waiter::{Waiters, waiters};

pub(crate) use recursion::collections;
use recursion::recursion;

/// Checks a slice and resolves its paginators and waiters.
///
/// # Errors
///
/// All that is wrong with it, in the order of the rules below and then of the model.
pub fn check(slice: &Slice) -> Result<(Paginators, Waiters), Diagnostics> {
    // All other rules are those of the protocols that are generated.
    protocol(slice)?;
    size(slice)?;
    let mut errors = Diagnostics::default();
    names(slice, &mut errors);
    refusals::refusals(slice, &mut errors);
    refusals::auth(slice, &mut errors);
    recursion(slice, &mut errors);
    shapes::structures(slice, &mut errors);
    shapes::error_codes(slice, &mut errors);
    bindings::methods(slice, &mut errors);
    bindings::targets(slice, &mut errors);
    bindings::labels(slice, &mut errors);
    bindings::queries(slice, &mut errors);
    bindings::headers(slice, &mut errors);
    bindings::locations(slice, &mut errors);
    bindings::status_codes(slice, &mut errors);
    bindings::payloads(slice, &mut errors);
    bindings::media_types(slice, &mut errors);
    shapes::errors(slice, &mut errors);
    bindings::host_labels(slice, &mut errors);
    bindings::tokens(slice, &mut errors);
    bindings::checksums(slice, &mut errors);
    shapes::wire_names(slice, &mut errors);
    shapes::enum_values(slice, &mut errors);
    shapes::map_keys(slice, &mut errors);
    let paginators = errors.collect(paginators(slice));
    let waiters = errors.collect(waiters(slice));
    errors.finish((paginators.unwrap_or_default(), waiters.unwrap_or_default()))
}

/// The protocol must be one that is generated.
fn protocol(slice: &Slice) -> Result<(), Diagnostic> {
    let service = &slice.model.service;
    if service.protocol.is_generated() {
        return Ok(());
    }
    let name = service.protocol.name();
    let message = format!("{} speaks `{name}`, which is not generated yet", service.full_name);
    Err(Diagnostic::error(message)
        .refuses(format!("protocol `{name}`"))
        .at(slice.model.locate(&Place::Protocol))
        .help("`rest-json` is, and `json` in its versions 1.0 and 1.1"))
}

/// How many members and enum values a slice may have, each counted as often as it is emitted, and how many shapes
/// and operations. The largest service has a fifth of it; reading and compiling more is beyond anybody.
const MAX_SIZE: usize = 250_000;

/// The output must be of a size that can be made.
fn size(slice: &Slice) -> Result<(), Diagnostic> {
    let model = &slice.model;
    let of_shape = |id: &ShapeId| match model.kind(id) {
        Some(ShapeKind::Enum(values)) => 1 + values.len(),
        kind => 1 + kind.map_or(0, |kind| kind.members().len()),
    };
    let shapes: usize = model.shapes.keys().map(of_shape).sum();
    // An operation has its own types, whatever other operations have the same input and output.
    let own = model.operations.values().map(|operation| {
        let parts = operation.input.iter().chain(&operation.output);
        1 + parts.map(of_shape).sum::<usize>()
    });
    let size = shapes + own.sum::<usize>();
    if size <= MAX_SIZE {
        return Ok(());
    }
    let message =
        format!("the slice has {size} members, values and shapes; the limit is {MAX_SIZE}");
    Err(Diagnostic::error(message).help("select fewer operations"))
}

/// Names of the service and of operations stand in documentation, where nothing but a name may come of them.
fn names(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let service = &model.service;
    let mut check = |what: &str, name: &str, place: &Place, also: &str| {
        let plain = |c: char| c.is_alphanumeric() || also.contains(c);
        // An address would be a link, and rustdoc wants those marked.
        if name.is_empty() || !name.chars().all(plain) || name.contains("://") {
            let message = format!("{what} cannot stand in documentation: {name:?}");
            errors.push(Diagnostic::error(message).at(model.locate(place)));
        }
    };
    check("the name of the service", &service.full_name, &Place::Service, " -.,:'&/()+");
    check("the version of the API", &service.api_version, &Place::Service, "-._");
    if let Some(reference) = &service.reference {
        check("the name in AWS's reference", reference, &Place::Service, "-._");
    }
    for name in model.operations.keys() {
        check("the name of an operation", name, &Place::Operation(name.clone()), "_");
    }
}

/// The help for what only leaving it out can mend: the path that needs it.
fn needed_by(because: &str) -> String {
    format!("it is needed by `{because}`; leave out that operation to go on without it")
}
