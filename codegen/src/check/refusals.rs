use super::needed_by;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Auth, Member, Place, Refusal};
use crate::slice::Slice;

/// Nothing that the slice needs may be something that is not generated yet.
pub fn refusals(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let mut refuse = |place: &Place, refusals: &[Refusal], because: &dyn Fn() -> String| {
        for refusal in refusals {
            let message = format!("{}: {} is not generated yet", subject(place), refusal.what);
            let mut error = Diagnostic::error(message)
                .at(model.origin.locate(place, &refusal.key))
                .label(refusal.why)
                .refuses(&*refusal.name);
            if *place != Place::Service {
                error = error.help(needed_by(&because()));
            }
            errors.push(error);
        }
    };
    refuse(&Place::Service, &model.service.refusals, &String::new);
    for (name, operation) in &model.operations {
        refuse(&Place::Operation(name.clone()), &operation.refusals, &|| name.clone());
    }
    for (id, shape) in &model.shapes {
        let place = Place::Shape(id.to_string());
        refuse(&place, &shape.refusals, &|| slice.because(id));
        for Member { name, refusals, .. } in model.members(id) {
            let place = Place::Member(id.to_string(), name.clone());
            refuse(&place, refusals, &|| format!("{}.{name}", slice.because(id)));
        }
    }
}

/// Requests must be authenticated in a way that is generated. What the service says is refused once.
pub fn auth(slice: &Slice, errors: &mut Diagnostics) {
    let service = &slice.model.service;
    let operations = slice.model.operations.values();
    let (own, usual): (Vec<_>, Vec<_>) = operations.partition(|operation| operation.auth.is_some());
    if let Some(operation) = usual.first().filter(|_| !service.auth.is_generated()) {
        errors.push(refused_auth(slice, &Place::Auth, &service.auth, &operation.name));
    }
    for operation in own {
        if let Some(auth) = operation.auth.as_ref().filter(|auth| !auth.is_generated()) {
            let place = Place::OperationAuth(operation.name.clone());
            errors.push(refused_auth(slice, &place, auth, &operation.name));
        }
    }
}

fn refused_auth(slice: &Slice, place: &Place, auth: &Auth, needed: &str) -> Diagnostic {
    let name = auth.name();
    let message = format!("{}: authentication by `{name}` is not generated yet", subject(place));
    Diagnostic::error(message)
        .at(slice.model.locate(place))
        .label("the service rejects requests that are authenticated in another way")
        .refuses(format!("auth {name}"))
        .help("SigV4, bearer tokens and requests without authentication are generated")
        .help(needed_by(needed))
}

/// What messages call a place.
fn subject(place: &Place) -> String {
    match place {
        Place::Service | Place::Protocol | Place::Auth => "the service".to_owned(),
        Place::Operation(name)
        | Place::OperationAuth(name)
        | Place::Method(name)
        | Place::Uri(name)
        | Place::Input(name)
        | Place::Output(name)
        | Place::Error(name, _) => format!("operation `{name}`"),
        Place::Paginator(name) | Place::PaginatorPart(name, _) => format!("paginator `{name}`"),
        Place::Waiter(name) | Place::WaiterPart(name, _) => format!("waiter `{name}`"),
        Place::Shape(name)
        | Place::Kind(name)
        | Place::MapKey(name)
        | Place::EnumValue(name, _) => format!("shape `{name}`"),
        Place::Member(shape, member) | Place::Target(shape, member) => {
            format!("member `{shape}.{member}`")
        }
    }
}
