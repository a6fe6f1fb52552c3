//! Checks a slice, one function per rule. Later stages cannot fail.
//!
//! Shapes and operations outside the slice are not checked.

mod bindings;
mod cbor;
mod elements;
mod event_streams;
mod lookup;
mod recursion;
mod refusals;
mod shapes;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{ModelPlace, ShapeId, ShapeKind};
use crate::paginator::{ResolvedPaginators, paginators};
use crate::slice::Slice;
use crate::waiter::{ResolvedWaiters, waiters};

pub(crate) use recursion::collections;
use recursion::recursion;

/// Checks a slice and resolves its paginators and waiters.
///
/// # Errors
///
/// All errors in the slice, in the order of the rules and then of the model.
pub fn check(slice: &Slice) -> Result<(ResolvedPaginators, ResolvedWaiters), Diagnostics> {
    size(slice)?;
    let mut errors = Diagnostics::default();
    names(slice, &mut errors);
    refusals::refusals(slice, &mut errors);
    event_streams::positions(slice, &mut errors);
    event_streams::requests(slice, &mut errors);
    event_streams::replies(slice, &mut errors);
    event_streams::events(slice, &mut errors);
    refusals::auth(slice, &mut errors);
    recursion(slice, &mut errors);
    shapes::structures(slice, &mut errors);
    shapes::error_codes(slice, &mut errors);
    bindings::methods(slice, &mut errors);
    bindings::roots(slice, &mut errors);
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
    bindings::host_prefixes(slice, &mut errors);
    bindings::tokens(slice, &mut errors);
    bindings::checksums(slice, &mut errors);
    shapes::wire_names(slice, &mut errors);
    cbor::paths(slice, &mut errors);
    cbor::documents(slice, &mut errors);
    elements::values(slice, &mut errors);
    elements::element_names(slice, &mut errors);
    elements::form_keys(slice, &mut errors);
    shapes::enum_values(slice, &mut errors);
    shapes::map_keys(slice, &mut errors);
    let paginators = errors.collect(paginators(slice));
    let waiters = errors.collect(waiters(slice));
    errors.finish((paginators.unwrap_or_default(), waiters.unwrap_or_default()))
}

/// The maximum size of a slice: the number of its operations, shapes, members and enum values, counted as often as they
/// are emitted. The largest service has a fifth of that.
const MAX_SIZE: usize = 250_000;

/// Rejects slices above [`MAX_SIZE`].
fn size(slice: &Slice) -> Result<(), Diagnostic> {
    let model = &slice.model;
    let shape_size = |id: &ShapeId| match model.kind(id) {
        Some(ShapeKind::Enum(values)) => 1 + values.len(),
        kind => 1 + kind.map_or(0, |kind| kind.members().len()),
    };
    let shapes: usize = model.shapes.keys().map(shape_size).sum();
    // Each operation has its own input and output types, even if the model shares the shapes.
    let operation_sizes = model.operations.values().map(|operation| {
        let messages = operation.input.iter().chain(&operation.output);
        1 + messages.map(shape_size).sum::<usize>()
    });
    let size = shapes + operation_sizes.sum::<usize>();
    if size <= MAX_SIZE {
        return Ok(());
    }
    let message = format!(
        "the selected operations need {size} shapes, members and enum values; the limit is {MAX_SIZE}"
    );
    Err(Diagnostic::error(message).help("select fewer operations"))
}

/// Names of the service and its operations must be safe in documentation comments.
fn names(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let service = &model.service;
    let mut check = |(subject, keys): (&str, &str), name: &str, place: &ModelPlace, marks: &str| {
        let is_allowed = |c: char| c.is_alphanumeric() || marks.contains(c);
        // A bare URL is a rustdoc warning.
        if name.is_empty() || !name.chars().all(is_allowed) || name.contains("://") {
            let allowed = match marks.strip_prefix(' ') {
                Some(marks) => format!("letters, digits, spaces and `{marks}`, but no `://`"),
                None => format!("letters, digits and `{marks}`"),
            };
            let error = Diagnostic::error(format!("invalid {subject} {name:?}"));
            let error = error.help(format!("{keys} can contain {allowed}"));
            errors.push(error.at(model.locate(place)));
        }
    };
    let subject = ("service name", "`serviceFullName` (Smithy: `smithy.api#title`)");
    check(subject, &service.full_name, &ModelPlace::Service, " -.,:'&/()+");
    let subject = ("API version", "`apiVersion` (Smithy: `version`)");
    check(subject, &service.api_version, &ModelPlace::Service, "-._");
    if let Some(reference) = &service.reference {
        let subject =
            ("service ID for links to the AWS reference", "`uid` (Smithy: `aws.api#service`)");
        check(subject, reference, &ModelPlace::Service, "-._");
    }
    for name in model.operations.keys() {
        let subject = ("operation name", "the name of an operation");
        check(subject, name, &ModelPlace::Operation(name.clone()), "_");
    }
}

/// The help for errors that go away without an operation. `path` is the path that needs the shape or member, such as
/// `ListGoats.output.Goats`, or an operation.
fn leave_out(path: &str) -> String {
    if path.starts_with('…') {
        return format!("leave out the operation that needs `{path}`");
    }
    match path.split_once('.') {
        None => format!("leave out operation `{path}`"),
        Some((operation, _)) => format!("leave out operation `{operation}`, which needs `{path}`"),
    }
}
