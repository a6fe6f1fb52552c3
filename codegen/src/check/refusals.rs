use super::needed_by;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Member, Place, Refusal};
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

/// What messages call a place.
fn subject(place: &Place) -> String {
    match place {
        Place::Service | Place::Protocol => "the service".to_owned(),
        Place::Operation(name)
        | Place::Method(name)
        | Place::Uri(name)
        | Place::Input(name)
        | Place::Output(name)
        | Place::Error(name, _) => format!("operation `{name}`"),
        Place::Paginator(name) => format!("paginator `{name}`"),
        Place::Waiter(name) => format!("waiter `{name}`"),
        Place::Shape(name)
        | Place::Kind(name)
        | Place::MapKey(name)
        | Place::EnumValue(name, _) => format!("shape `{name}`"),
        Place::Member(shape, member) | Place::Target(shape, member) => {
            format!("member `{shape}.{member}`")
        }
    }
}
