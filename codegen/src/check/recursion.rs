use super::needed_by;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::Graph;
use crate::ir::Place;
use crate::slice::Slice;

/// How deep shapes may nest in each other. Services stay far below it; rustc has a limit of its own.
const MAX_NESTING: usize = 48;

/// Lists and maps must not hold themselves unless a structure stands in between: their type would have no end. And
/// shapes must not nest so deep that their types are beyond reading, and compiling.
pub fn recursion(slice: &Slice, errors: &mut Diagnostics) {
    collections(slice, errors);
    nesting(slice, &Graph::of(&slice.model, |_| true), errors);
}

/// The types of lists and maps must have an end, and not be far from it. Structures end the type of what is around
/// them.
pub fn collections(slice: &Slice, errors: &mut Diagnostics) {
    let graph = Graph::of(&slice.model, |kind| kind.members().is_empty());
    let components = graph.components();
    let mut sizes = vec![0_usize; graph.len()];
    for component in &components {
        if let Some(size) = sizes.get_mut(*component) {
            *size += 1;
        }
    }
    for (number, component) in components.iter().enumerate() {
        let Some(id) = graph.id(number) else { continue };
        let is_shared = sizes.get(*component).is_some_and(|size| *size > 1);
        if is_shared || graph.targets(number).contains(&number) {
            let location = slice.model.locate(&Place::Shape(id.to_string()));
            let message = format!("`{id}` holds itself without a structure in between");
            let error = Diagnostic::error(message).at(location);
            errors.push(error.help(needed_by(&slice.because(id))));
        }
    }
}

fn nesting(slice: &Slice, graph: &Graph<'_>, errors: &mut Diagnostics) {
    // A cycle is one level: its types are written once. Components come after the components that they contain.
    let components = graph.components();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); graph.len()];
    for (number, component) in components.iter().enumerate() {
        members.get_mut(*component).into_iter().for_each(|members| members.push(number));
    }
    let mut depths: Vec<usize> = vec![0; graph.len()];
    let mut too_deep: Vec<usize> = Vec::new();
    for (component, numbers) in members.iter().enumerate() {
        let targets = numbers.iter().flat_map(|number| graph.targets(*number));
        let contained = targets.filter_map(|target| components.get(*target));
        let contained = contained.filter(|other| **other != component);
        let depth = 1 + contained.filter_map(|other| depths.get(*other)).max().unwrap_or(&0);
        depths.get_mut(component).into_iter().for_each(|slot| *slot = depth);
        if depth == MAX_NESTING {
            too_deep.extend(numbers.iter().min());
        }
    }
    // One message is enough: what is this deep is likely to hold the others, or to be held by them.
    if let Some(id) = too_deep.into_iter().min().and_then(|number| graph.id(number)) {
        let location = slice.model.locate(&Place::Shape(id.to_string()));
        let because = slice.because(id);
        errors.push(
            Diagnostic::error(format!("shape `{id}` nests {MAX_NESTING} levels deep, or more"))
                .at(location)
                .help(needed_by(&because)),
        );
    }
}
