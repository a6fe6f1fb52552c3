//! The shapes of a model as a graph: which shape contains which.

use crate::ir::{Model, ShapeId, ShapeKind};

/// The shapes in order of their names, each with the shapes that it contains.
#[derive(Debug)]
pub struct Graph<'m> {
    ids: Vec<&'m ShapeId>,
    targets: Vec<Vec<usize>>,
}

impl<'m> Graph<'m> {
    /// The graph of a model. Only the kinds of shapes that `has_edges` accepts have edges.
    pub fn new(model: &'m Model, has_edges: impl Fn(&ShapeKind) -> bool) -> Self {
        let ids: Vec<&ShapeId> = model.shapes.keys().collect();
        let number = |id: &ShapeId| ids.binary_search(&id).ok();
        let targets = model.shapes.values().map(|shape| {
            let targets = if has_edges(&shape.kind) { shape.kind.targets() } else { Vec::new() };
            targets.into_iter().filter_map(number).collect()
        });
        Self { targets: targets.collect(), ids }
    }

    /// The number of shapes.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The number of a shape.
    pub fn number(&self, id: &ShapeId) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    /// The shape with a number.
    pub fn id(&self, number: usize) -> Option<&'m ShapeId> {
        self.ids.get(number).copied()
    }

    /// The shapes that a shape contains, in the order of the model.
    pub fn targets(&self, number: usize) -> &[usize] {
        self.targets.get(number).map_or(&[], Vec::as_slice)
    }

    /// The strongly connected component of each shape: shapes that contain each other have the same number. A component
    /// has a higher number than every other component that it refers to.
    ///
    /// This is [Tarjan's algorithm][wiki] without recursion: models can nest deeper than the call stack allows.
    ///
    /// [wiki]: https://en.wikipedia.org/wiki/Tarjan%27s_strongly_connected_components_algorithm
    pub fn components(&self) -> Vec<usize> {
        let mut search = Search::new(self.len());
        for root in 0..self.len() {
            search.visit(root, self);
        }
        search.components
    }
}

/// The state of Tarjan's algorithm.
struct Search {
    /// The number of each node in the order of discovery.
    indices: Vec<Option<usize>>,
    /// The lowest index that each node reaches within its component.
    lows: Vec<usize>,
    /// The component of each node, once it is complete.
    components: Vec<usize>,
    /// The nodes whose component is not complete.
    open: Vec<usize>,
    discovered: usize,
    completed: usize,
}

/// The component of nodes whose component is not complete.
const OPEN: usize = usize::MAX;

impl Search {
    fn new(nodes: usize) -> Self {
        let (indices, lows, components) = (vec![None; nodes], vec![0; nodes], vec![OPEN; nodes]);
        Self { indices, lows, components, open: Vec::new(), discovered: 0, completed: 0 }
    }

    fn visit(&mut self, root: usize, graph: &Graph<'_>) {
        let mut path = Vec::new();
        self.enter(root, &mut path);
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            if let Some(target) = graph.targets(node).get(*next) {
                *next += 1;
                match self.indices.get(*target).copied().flatten() {
                    None => self.enter(*target, &mut path),
                    Some(index) if self.components.get(*target) == Some(&OPEN) => {
                        self.lower(node, index);
                    }
                    Some(_) => {}
                }
                continue;
            }
            path.pop();
            let low = self.lows.get(node).copied().unwrap_or_default();
            if self.indices.get(node).copied().flatten() == Some(low) {
                self.complete(node);
            }
            if let Some((parent, _)) = path.last() {
                self.lower(*parent, low);
            }
        }
    }

    /// Puts a node on the path, unless it was visited before.
    fn enter(&mut self, node: usize, path: &mut Vec<(usize, usize)>) {
        if let (Some(index @ None), Some(low)) =
            (self.indices.get_mut(node), self.lows.get_mut(node))
        {
            *index = Some(self.discovered);
            *low = self.discovered;
            self.discovered += 1;
            self.open.push(node);
            path.push((node, 0));
        }
    }

    fn lower(&mut self, node: usize, index: usize) {
        if let Some(low) = self.lows.get_mut(node) {
            *low = index.min(*low);
        }
    }

    /// Completes the component whose first discovered node is `root`.
    fn complete(&mut self, root: usize) {
        while let Some(node) = self.open.pop() {
            if let Some(component) = self.components.get_mut(node) {
                *component = self.completed;
            }
            if node == root {
                break;
            }
        }
        self.completed += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Graph;

    fn graph(targets: Vec<Vec<usize>>) -> Graph<'static> {
        let ids = targets.iter().map(|_| ID.get_or_init(|| crate::ir::ShapeId::new("S"))).collect();
        Graph { ids, targets }
    }

    static ID: std::sync::OnceLock<crate::ir::ShapeId> = std::sync::OnceLock::new();

    #[test]
    fn numbers_a_chain_from_its_end() {
        assert_eq!(graph(vec![vec![1], vec![2], vec![]]).components(), [2, 1, 0]);
    }

    #[test]
    fn joins_the_shapes_of_a_cycle() {
        let components = graph(vec![vec![1], vec![2, 3], vec![0], vec![3]]).components();
        assert_eq!(components, [1, 1, 1, 0]);
    }

    #[test]
    fn follows_a_chain_of_any_length() {
        let targets = (1..200_000).map(|next| vec![next]).chain([vec![]]).collect();
        assert_eq!(graph(targets).components().first(), Some(&199_999));
    }

    proptest! {
        #[test]
        fn components_are_sets_of_mutually_reachable_nodes(
            edges in prop::collection::vec((0..9_usize, 0..9_usize), 0..30),
        ) {
            let mut targets = vec![Vec::new(); 9];
            let mut reach = vec![vec![false; 9]; 9];
            for (from, to) in &edges {
                targets[*from].push(*to);
                reach[*from][*to] = true;
            }
            for (node, row) in reach.iter_mut().enumerate() {
                row[node] = true;
            }
            for via in 0..9 {
                for from in 0..9 {
                    for to in 0..9 {
                        reach[from][to] |= reach[from][via] && reach[via][to];
                    }
                }
            }
            let components = graph(targets).components();
            for from in 0..9 {
                for to in 0..9 {
                    let is_mutual = reach[from][to] && reach[to][from];
                    prop_assert_eq!(is_mutual, components[from] == components[to]);
                    prop_assert!(!reach[from][to] || components[from] >= components[to]);
                }
            }
        }
    }
}
