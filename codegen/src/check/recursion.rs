use std::collections::BTreeMap;

use petgraph::algo::{condensation, toposort};
use petgraph::graph::{Graph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::needed_by;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Place, ShapeId};
use crate::slice::Slice;

/// How deep shapes may nest in each other. Services stay far below it; rustc has a limit of its own.
const MAX_NESTING: usize = 48;

/// Lists and maps must not hold themselves unless a structure stands in between: their type would have no end. And
/// shapes must not nest so deep that their types are beyond reading, and compiling.
pub fn recursion(slice: &Slice, errors: &mut Diagnostics) {
    let mut graph: Graph<&ShapeId, ()> = Graph::new();
    let nodes: BTreeMap<&ShapeId, NodeIndex> =
        slice.model.shapes.keys().map(|id| (id, graph.add_node(id))).collect();
    for (id, shape) in &slice.model.shapes {
        // A structure ends the type of what is around it.
        let is_collection = shape.kind.members().is_empty();
        for target in shape.kind.targets().into_iter().filter(|_| is_collection) {
            if let (Some(from), Some(to)) = (nodes.get(id), nodes.get(target)) {
                graph.add_edge(*from, *to, ());
            }
        }
    }
    for component in petgraph::algo::kosaraju_scc(&graph) {
        for node in &component {
            let Some(id) = graph.node_weight(*node) else { continue };
            if component.len() > 1 || graph.contains_edge(*node, *node) {
                let location = slice.model.locate(&Place::Shape(id.to_string()));
                let message = format!("`{id}` holds itself without a structure in between");
                let error = Diagnostic::error(message).at(location);
                errors.push(error.help(needed_by(&slice.because(id))));
            }
        }
    }
    for (id, shape) in &slice.model.shapes {
        for member in shape.kind.members() {
            if let (Some(from), Some(to)) = (nodes.get(id), nodes.get(&member.target)) {
                graph.add_edge(*from, *to, ());
            }
        }
    }
    nesting(slice, graph, errors);
}

fn nesting(slice: &Slice, graph: Graph<&ShapeId, ()>, errors: &mut Diagnostics) {
    // What holds itself is one level: its type is written once.
    let levels = condensation(graph, true);
    let mut depths: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    for node in toposort(&levels, None).unwrap_or_default().into_iter().rev() {
        let within = levels.edges(node).filter_map(|edge| depths.get(&edge.target()));
        let depth = 1 + within.max().copied().unwrap_or(0);
        depths.insert(node, depth);
    }
    // One message is enough: what is this deep is likely to hold the others, or to be held by them.
    let too_deep = depths.into_iter().filter(|(_, depth)| *depth == MAX_NESTING);
    let shapes = too_deep.filter_map(|(node, _)| levels.node_weight(node)?.iter().min());
    if let Some(id) = shapes.min() {
        let location = slice.model.locate(&Place::Shape(id.to_string()));
        let because = slice.because(id);
        errors.push(
            Diagnostic::error(format!("shape `{id}` nests {MAX_NESTING} levels deep, or more"))
                .at(location)
                .help(needed_by(&because)),
        );
    }
}
