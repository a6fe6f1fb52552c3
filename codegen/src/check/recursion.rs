use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Place, ShapeId, ShapeKind};
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

/// How deep lists and maps may nest in each other. Services stay below five; rustc has its own limits.
const MAX_NESTING: usize = 32;

/// Lists and maps must not nest so deep that their type is beyond reading, and compiling.
pub fn nesting(slice: &Slice, errors: &mut Diagnostics) {
    let mut depths: BTreeMap<&ShapeId, usize> = BTreeMap::new();
    // Each round settles one more level, so that no recursion of ours can be too deep for the stack.
    for depth in 1..=MAX_NESTING {
        for (id, shape) in &slice.model.shapes {
            let element = match &shape.kind {
                ShapeKind::List(element) => element,
                ShapeKind::Map { value, .. } => value,
                _ => continue,
            };
            if depth == 1 || depths.get(element) == Some(&(depth - 1)) {
                depths.insert(id, depth);
            }
        }
    }
    for (id, _) in depths.into_iter().filter(|(_, depth)| *depth == MAX_NESTING) {
        let location = slice.model.origin.locate(&Place::Shape(id.to_string()), None);
        let message =
            format!("shape `{id}` nests {MAX_NESTING} lists and maps in each other, or more");
        errors.push(Diagnostic::error(message).at(location));
    }
}
