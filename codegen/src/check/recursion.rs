use std::collections::BTreeMap;

use petgraph::Graph;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::NodeIndex;

use super::needed_by;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Place, ShapeId};
use crate::slice::Slice;

/// No shape may hold itself: the struct would need a `Box`, which is not generated yet. Tells whether one does.
pub fn recursion(slice: &Slice, errors: &mut Diagnostics) -> bool {
    let mut graph: Graph<&ShapeId, ()> = Graph::new();
    let nodes: BTreeMap<&ShapeId, NodeIndex> =
        slice.model.shapes.keys().map(|id| (id, graph.add_node(id))).collect();
    for (id, shape) in &slice.model.shapes {
        for target in shape.kind.targets() {
            if let (Some(from), Some(to)) = (nodes.get(id), nodes.get(target)) {
                graph.add_edge(*from, *to, ());
            }
        }
    }
    // Shapes hold themselves where they are strongly connected; one alone, where it refers to itself.
    let mut found = false;
    for component in kosaraju_scc(&graph) {
        for node in &component {
            let Some(id) = graph.node_weight(*node) else { continue };
            if component.len() == 1 && !graph.contains_edge(*node, *node) {
                continue;
            }
            found = true;
            let location = slice.model.locate(&Place::Shape(id.to_string()));
            let message = format!("shape `{id}` holds itself, which is not generated yet");
            let error = Diagnostic::error(message).refuses("recursion").at(location);
            errors.push(error.help(needed_by(&slice.because(id))));
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
    // One message is enough: what is this deep is likely to hold the others, or to be held by them.
    let mut deepest = depths.into_iter().filter(|(_, depth)| *depth == MAX_NESTING);
    if let Some((id, _)) = deepest.next() {
        let location = slice.model.locate(&Place::Shape(id.to_string()));
        let because = slice.because(id);
        errors.push(
            Diagnostic::error(format!("shape `{id}` nests {MAX_NESTING} levels deep, or more"))
                .at(location)
                .help(needed_by(&because)),
        );
    }
}
