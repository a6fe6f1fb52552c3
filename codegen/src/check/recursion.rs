use std::collections::{BTreeMap, BTreeSet};

use super::needed_by;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Place, ShapeId};
use crate::slice::Slice;

/// No shape may hold itself: the struct would need a `Box`, which is not generated yet. Tells whether one does.
pub fn recursion(slice: &Slice, errors: &mut Diagnostics) -> bool {
    let mut found = false;
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
            found = true;
            let location = slice.model.origin.locate(&Place::Shape(id.to_string()), &[]);
            let because = slice.usage.get(id).map_or("", |usage| &usage.because);
            errors.push(
                Diagnostic::error(format!("shape `{id}` holds itself, which is not generated yet"))
                    .refuses("recursion")
                    .at(location)
                    .help(needed_by(because)),
            );
        }
    }
    found
}

/// How deep shapes may nest in each other. Services stay far below it; rustc has a limit of its own.
const MAX_NESTING: usize = 48;

/// Shapes must not nest so deep that their types are beyond reading, and compiling.
pub fn nesting(slice: &Slice, errors: &mut Diagnostics) {
    let mut depths: BTreeMap<&ShapeId, usize> = BTreeMap::new();
    // Each round settles one more level, so that no recursion of ours can be too deep for the stack.
    for depth in 1..=MAX_NESTING {
        for (id, shape) in &slice.model.shapes {
            let holds = |target: &&ShapeId| depths.get(*target) == Some(&(depth - 1));
            if depth == 1 || shape.kind.targets().iter().any(holds) {
                depths.insert(id, depth);
            }
        }
    }
    // One message is enough: of the outermost shape, which all the others are within.
    let mut deepest = depths.into_iter().filter(|(_, depth)| *depth == MAX_NESTING);
    if let Some((id, _)) = deepest.next() {
        let location = slice.model.origin.locate(&Place::Shape(id.to_string()), &[]);
        let because = slice.usage.get(id).map_or("", |usage| &usage.because);
        errors.push(
            Diagnostic::error(format!("shape `{id}` nests {MAX_NESTING} levels deep, or more"))
                .at(location)
                .help(needed_by(because)),
        );
    }
}
