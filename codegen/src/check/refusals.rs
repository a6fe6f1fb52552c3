//! Rules against unsupported traits and authentication schemes.

use std::collections::BTreeMap;

use super::leave_out;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Auth, Member, ModelPlace, Refusal, ShapeId};
use crate::slice::Slice;
use crate::why;

/// Rejects unsupported traits.
pub fn refusals(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let mut refuse = |place: &ModelPlace, refusals: &[Refusal], path: &dyn Fn() -> String| {
        for refusal in refusals.iter().filter(|refusal| !refusal.is_event_stream()) {
            let message = format!("{}: {} is not supported", subject(slice, place), refusal.what);
            let mut error = Diagnostic::error(message)
                .at(model.origin.locate(place, &refusal.key))
                .label(refusal.why)
                .refuses(&*refusal.name);
            if *place != ModelPlace::Service {
                error = error.help(leave_out(&path()));
            }
            errors.push(error);
        }
    };
    refuse(&ModelPlace::Service, &model.service.refusals, &String::new);
    for (name, operation) in &model.operations {
        refuse(&ModelPlace::Operation(name.clone()), &operation.refusals, &|| name.clone());
    }
    for (id, shape) in &model.shapes {
        let place = ModelPlace::Shape(id.to_string());
        refuse(&place, &shape.refusals, &|| slice.first_path(id));
        for Member { name, refusals, .. } in model.members(id) {
            let place = ModelPlace::Member(id.to_string(), name.clone());
            refuse(&place, refusals, &|| format!("{}.{name}", slice.first_path(id)));
        }
    }
}

/// Rejects operations with event streams: one error for each operation, or for several operations with the same stream.
pub fn event_streams(slice: &Slice, errors: &mut Diagnostics) {
    let mut first_streams: BTreeMap<&str, (&ShapeId, &Refusal)> = BTreeMap::new();
    for (id, shape) in &slice.model.shapes {
        let Some(refusal) = shape.refusals.iter().find(|refusal| refusal.is_event_stream()) else {
            continue;
        };
        for (operation, _) in why::operation_paths(&slice.model, id) {
            first_streams.entry(operation).or_insert((id, refusal));
        }
    }
    let mut operations: BTreeMap<&ShapeId, (&Refusal, Vec<String>)> = BTreeMap::new();
    for (operation, (id, refusal)) in first_streams {
        let (_, names) = operations.entry(id).or_insert((refusal, Vec::new()));
        names.push(format!("`{operation}`"));
    }
    for (id, (refusal, names)) in operations {
        let word = if names.len() == 1 { "operation" } else { "operations" };
        let names = names.join(", ");
        let place = ModelPlace::Shape(id.to_string());
        errors.push(
            Diagnostic::error(format!("{word} {names}: event streams are not supported"))
                .at(slice.model.origin.locate(&place, &refusal.key))
                .refuses(&*refusal.name)
                .help(format!("leave out {word} {names}")),
        );
    }
}

/// Rejects unsupported authentication schemes. The scheme of the service is one error, not one for each
/// operation.
pub fn auth(slice: &Slice, errors: &mut Diagnostics) {
    let service = &slice.model.service;
    let operations = slice.model.operations.values();
    let (with_auth, without_auth): (Vec<_>, Vec<_>) =
        operations.partition(|operation| operation.auth.is_some());
    if let Some(operation) = without_auth.first().filter(|_| !service.auth.is_generated()) {
        errors.push(refused_auth(slice, &ModelPlace::Auth, &service.auth, &operation.name));
    }
    for operation in with_auth {
        if let Some(auth) = operation.auth.as_ref().filter(|auth| !auth.is_generated()) {
            let place = ModelPlace::OperationAuth(operation.name.clone());
            errors.push(refused_auth(slice, &place, auth, &operation.name));
        }
    }
}

fn refused_auth(slice: &Slice, place: &ModelPlace, auth: &Auth, operation: &str) -> Diagnostic {
    let name = auth.name();
    let schemes = match auth {
        Auth::Other(names) if names.len() > 1 => {
            format!("authentication schemes `{}` are", names.join("`, `"))
        }
        _ => format!("authentication scheme `{name}` is"),
    };
    let message = format!("{}: {schemes} not supported", subject(slice, place));
    Diagnostic::error(message)
        .at(slice.model.locate(place))
        .label("the service rejects requests with another authentication scheme")
        .refuses(format!("auth {name}"))
        .help("farrier supports SigV4, bearer tokens and requests without authentication")
        .help(leave_out(operation))
}

/// The name of a place in messages, such as `` member `Goat.name` ``.
fn subject(slice: &Slice, place: &ModelPlace) -> String {
    match place {
        ModelPlace::Service | ModelPlace::Protocol | ModelPlace::Auth => {
            format!("service `{}`", slice.model.service.full_name)
        }
        ModelPlace::Operation(name)
        | ModelPlace::OperationAuth(name)
        | ModelPlace::Method(name)
        | ModelPlace::Uri(name)
        | ModelPlace::Input(name)
        | ModelPlace::Output(name)
        | ModelPlace::Error(name, _) => format!("operation `{name}`"),
        ModelPlace::Paginator(name) | ModelPlace::PaginatorPart(name, _) => {
            format!("paginator `{name}`")
        }
        ModelPlace::Waiter(name) | ModelPlace::WaiterPart(name, _) => format!("waiter `{name}`"),
        ModelPlace::Shape(name)
        | ModelPlace::Kind(name)
        | ModelPlace::MapKey(name)
        | ModelPlace::EnumValue(name, _) => format!("shape `{name}`"),
        ModelPlace::Member(shape, member) | ModelPlace::Target(shape, member) => {
            format!("member `{shape}.{member}`")
        }
    }
}
