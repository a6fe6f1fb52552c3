use super::needed_by;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Member, Place, Refusal, ShapeKind};
use crate::slice::Slice;

/// Nothing that the slice needs may be something that is not generated yet.
pub fn refusals(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let mut refuse = |place: &Place, refusals: &[Refusal], subject: &str, because: &str| {
        for refusal in refusals {
            let keys: Vec<&str> = refusal.key.iter().map(String::as_str).collect();
            let mut error =
                Diagnostic::error(format!("{subject}: {} is not generated yet", refusal.what))
                    .at(model.origin.locate(place, &keys))
                    .label(refusal.why)
                    .refuses(&*refusal.name);
            if !because.is_empty() {
                error = error.help(needed_by(because));
            }
            errors.push(error);
        }
    };
    refuse(&Place::Service, &model.service.refusals, "the service", "");
    for (name, operation) in &model.operations {
        let place = Place::Operation(name.clone());
        refuse(&place, &operation.refusals, &format!("operation `{name}`"), name);
    }
    for (id, shape) in &model.shapes {
        let because = slice.usage.get(id).map_or("", |usage| &usage.because);
        let place = Place::Shape(id.to_string());
        refuse(&place, &shape.refusals, &format!("shape `{id}`"), because);
        if shape.kind == ShapeKind::Blob {
            let blob = Refusal {
                key: vec!["type".to_owned()],
                name: "type \"blob\"".to_owned(),
                what: "type \"blob\"".to_owned(),
                why: "bytes in JSON are base64 text",
            };
            refuse(&place, &[blob], &format!("shape `{id}`"), because);
        }
        if let ShapeKind::Structure(structure) = &shape.kind {
            for Member { name, refusals, .. } in &structure.members {
                let place = Place::Member(id.to_string(), name.clone());
                refuse(
                    &place,
                    refusals,
                    &format!("member `{id}.{name}`"),
                    &format!("{because}.{name}"),
                );
            }
        }
    }
}
