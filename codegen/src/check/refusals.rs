//! Rules against unsupported traits and authentication schemes.

use super::leave_out;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Auth, Member, ModelPlace, Refusal};
use crate::slice::Slice;

/// Rejects unsupported traits.
pub fn refusals(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let mut refuse = |place: &ModelPlace, refusals: &[Refusal], path: &dyn Fn() -> String| {
        for refusal in refusals {
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
        .help(match place {
            ModelPlace::Auth => "use another SDK for operations with this scheme".to_owned(),
            _ => leave_out(operation),
        })
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
