//! The shapes of a model by number, and which of them holds which.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::ir::{Model, ShapeId, ShapeKind};

/// Shapes in order of their names, and what each is made of.
#[derive(Debug)]
pub struct Graph<'m> {
    ids: Vec<&'m ShapeId>,
    targets: Vec<Vec<usize>>,
}

impl<'m> Graph<'m> {
    /// The graph of all that `holds` says that a shape holds its parts in.
    pub fn of(model: &'m Model, holds: impl Fn(&ShapeKind) -> bool) -> Self {
        let ids: Vec<&ShapeId> = model.shapes.keys().collect();
        let number = |id: &ShapeId| ids.binary_search(&id).ok();
        let targets = model.shapes.values().map(|shape| {
            let parts = if holds(&shape.kind) { shape.kind.targets() } else { Vec::new() };
            parts.into_iter().filter_map(number).collect()
        });
        Self { targets: targets.collect(), ids }
    }

    /// How many shapes there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The number of a shape.
    pub fn number(&self, id: &ShapeId) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    /// The shape of a number.
    pub fn id(&self, number: usize) -> Option<&'m ShapeId> {
        self.ids.get(number).copied()
    }

    /// What a shape is made of, in the order of the model.
    pub fn targets(&self, number: usize) -> &[usize] {
        self.targets.get(number).map_or(&[], Vec::as_slice)
    }

    /// The same for algorithms.
    pub fn to_petgraph(&self) -> DiGraph<usize, ()> {
        let edges = self.targets.iter().map(Vec::len).sum();
        let mut graph = DiGraph::with_capacity(self.len(), edges);
        for number in 0..self.len() {
            graph.add_node(number);
        }
        for (from, targets) in self.targets.iter().enumerate() {
            for to in targets {
                graph.add_edge(NodeIndex::new(from), NodeIndex::new(*to), ());
            }
        }
        graph
    }

    /// For each shape the number of its component: shapes that hold each other have the same one.
    pub fn components(&self) -> Vec<usize> {
        let mut components = vec![0; self.len()];
        for (component, nodes) in kosaraju_scc(&self.to_petgraph()).into_iter().enumerate() {
            for node in nodes {
                if let Some(slot) = components.get_mut(node.index()) {
                    *slot = component;
                }
            }
        }
        components
    }
}
