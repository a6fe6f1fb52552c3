use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Place, ShapeId};
use crate::slice::Slice;

/// No shape may hold itself: the struct would need a `Box`, which is not generated yet.
pub fn recursion(slice: &Slice, errors: &mut Diagnostics) {
    let shapes = &slice.model.shapes;
    let targets =
        |id: &ShapeId| shapes.get(id).map(|shape| shape.kind.targets()).unwrap_or_default();
    for id in shapes.keys() {
        let mut reached = BTreeSet::new();
        let mut open = targets(id);
        while let Some(target) = open.pop() {
            if reached.insert(target) {
                open.extend(targets(target));
            }
        }
        if reached.contains(id) {
            let location = slice.model.origin.locate(&Place::Shape(id.to_string()), None);
            let because = slice.usage.get(id).map_or("", |usage| &usage.because);
            errors.push(
                Diagnostic::error(format!("shape `{id}` holds itself, which is not generated yet"))
                    .at(location)
                    .help(format!(
                        "it is needed by `{because}`; leave out that operation to go on without it"
                    )),
            );
        }
    }
}
