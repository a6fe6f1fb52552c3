use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::ir::{Member, Place, Refusal, ShapeKind};
use crate::slice::Slice;

/// Nothing that the slice needs may be something that is not generated yet.
pub fn refusals(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let mut refuse = |place: &Place, refusals: &[Refusal], subject: &str, because: &str| {
        for refusal in refusals {
            let mut path = (model.origin.path)(place);
            path.extend(refusal.key.iter().cloned());
            let mut error =
                Diagnostic::error(format!("{subject}: {} is not generated yet", refusal.what))
                    .at(Location::new(&model.origin.source, path))
                    .label(refusal.why);
            if !because.is_empty() {
                error = error.help(format!(
                    "it is needed by `{because}`; leave out that operation to go on without it"
                ));
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
