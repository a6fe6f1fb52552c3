use super::leave_out;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::Graph;
use crate::ir::ModelPlace;
use crate::slice::Slice;

/// The maximum nesting of shapes, far above that of any service. rustc also limits the nesting of types.
const MAX_NESTING: usize = 48;

/// Rejects lists and maps that contain themselves, and shapes that nest too deeply.
pub fn recursion(slice: &Slice, errors: &mut Diagnostics) {
    collections(slice, errors);
    nesting(slice, &Graph::new(&slice.model, |_| true), errors);
}

/// Rejects lists and maps that contain themselves without a structure or union in between: their Rust type would be
/// infinite.
pub fn collections(slice: &Slice, errors: &mut Diagnostics) {
    let graph = Graph::new(&slice.model, |kind| kind.members().is_empty());
    let components = graph.components();
    let mut sizes = vec![0_usize; graph.len()];
    for component in &components {
        if let Some(size) = sizes.get_mut(*component) {
            *size += 1;
        }
    }
    for (number, component) in components.iter().enumerate() {
        let Some(id) = graph.id(number) else { continue };
        let is_in_cycle = sizes.get(*component).is_some_and(|size| *size > 1);
        if is_in_cycle || graph.targets(number).contains(&number) {
            let location = slice.model.locate(&ModelPlace::Shape(id.to_string()));
            let message = format!("shape `{id}` contains itself without a structure in between");
            let error = Diagnostic::error(message).at(location);
            errors.push(error.help(leave_out(&slice.first_path(id))));
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
    // One error is enough: the shapes at this depth usually contain each other.
    if let Some(id) = too_deep.into_iter().min().and_then(|number| graph.id(number)) {
        let location = slice.model.locate(&ModelPlace::Shape(id.to_string()));
        let path = slice.first_path(id);
        errors.push(
            Diagnostic::error(format!(
                "shape `{id}` has {MAX_NESTING} or more levels of nested types"
            ))
            .at(location)
            .help(leave_out(&path)),
        );
    }
}
