//! The slice: the chosen operations and every shape that they reach.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{Graph, NodeIndex};

use crate::ir::{Docs, Member, Model, ShapeId, ShapeKind};

/// A model that holds nothing but what some operations need.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The operations and shapes that are left.
    pub model: Model,
    /// What each of the shapes is used for.
    pub usage: BTreeMap<ShapeId, Usage>,
    /// The members, by shape and name, whose value holds what they are members of, with no list or map in between.
    pub boxed: BTreeSet<(ShapeId, String)>,
}

/// What a shape is used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// What it is, or is part of.
    pub parts: BTreeSet<Part>,
    /// Another shape refers to it, or it is an error; else it is only the input or output of operations.
    pub shared: bool,
    /// It is an error of an operation.
    pub error: bool,
    /// What it was first reached from.
    pub from: ReachedFrom,
}

/// What a shape is reached from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReachedFrom {
    /// A part of an operation, such as `ListBackupJobs.output`.
    Operation(String),
    /// Another shape, with the step to this one, such as `.BackupJobs` or `[]`.
    Shape(ShapeId, String),
}

/// How many steps of a path are told. Those of services are shorter; a hostile one could be of any length.
const MAX_STEPS: usize = 64;

impl Slice {
    /// The first path that reaches a shape, such as `ListBackupJobs.output.BackupJobs[]`.
    pub fn because(&self, id: &ShapeId) -> String {
        let mut steps = Vec::new();
        let mut id = id;
        while let Some(usage) = self.usage.get(id) {
            match &usage.from {
                ReachedFrom::Operation(part) => {
                    steps.push(part.as_str());
                    break;
                }
                ReachedFrom::Shape(..) if steps.len() == MAX_STEPS => {
                    steps.push("…");
                    break;
                }
                ReachedFrom::Shape(other, step) => {
                    steps.push(step);
                    id = other;
                }
            }
        }
        steps.into_iter().rev().collect()
    }
}

/// What operations are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// An input.
    Input,
    /// An output.
    Output,
    /// An error.
    Error,
}

/// Takes the slice of `operations` out of `model`.
pub fn slice(model: &Model, operations: &BTreeSet<String>) -> Slice {
    let mut closure = Closure { model, usage: BTreeMap::new(), seen: BTreeSet::new() };
    for (name, operation) in keep(&model.operations, operations) {
        let mut reach = |id: &ShapeId, path: &str, part: Part| {
            closure.reach(id, ReachedFrom::Operation(format!("{name}.{path}")), part);
        };
        operation.input.iter().for_each(|id| reach(id, "input", Part::Input));
        operation.output.iter().for_each(|id| reach(id, "output", Part::Output));
        operation.errors.iter().for_each(|id| reach(id, &format!("errors.{id}"), Part::Error));
        for id in &operation.errors {
            closure.usage.entry(id.clone()).and_modify(|usage| {
                usage.shared = true;
                usage.error = true;
            });
        }
    }
    let usage = closure.usage;
    let docs = Docs {
        service: model.docs.service.clone(),
        operations: keep(&model.docs.operations, operations),
        shapes: keep(&model.docs.shapes, usage.keys()),
    };
    let model = Model {
        service: model.service.clone(),
        operations: keep(&model.operations, operations),
        shapes: keep(&model.shapes, usage.keys()),
        docs,
        origin: Arc::clone(&model.origin),
    };
    let boxed = boxed(&model);
    Slice { model, usage, boxed }
}

/// The members whose type would hold itself.
fn boxed(model: &Model) -> BTreeSet<(ShapeId, String)> {
    let mut graph: Graph<&ShapeId, ()> = Graph::new();
    let nodes: BTreeMap<&ShapeId, NodeIndex> =
        model.shapes.keys().map(|id| (id, graph.add_node(id))).collect();
    let edges = model.shapes.iter().flat_map(|(id, shape)| {
        let ends = |member: &Member| Some((*nodes.get(id)?, *nodes.get(&member.target)?));
        shape.kind.members().iter().filter_map(ends)
    });
    for (from, to) in edges.collect::<Vec<_>>() {
        graph.add_edge(from, to, ());
    }
    let components = kosaraju_scc(&graph);
    let components = components.iter().enumerate();
    let component: BTreeMap<&ShapeId, usize> = components
        .flat_map(|(number, nodes)| nodes.iter().map(move |node| (*node, number)))
        .filter_map(|(node, number)| Some((*graph.node_weight(node)?, number)))
        .collect();
    let mut boxed = BTreeSet::new();
    for (id, shape) in &model.shapes {
        for member in shape.kind.members() {
            if component.get(id) == component.get(&member.target) {
                boxed.insert((id.clone(), member.name.clone()));
            }
        }
    }
    boxed
}

/// The entries of these keys.
fn keep<'k, K: Ord + Clone + 'k, V: Clone>(
    map: &BTreeMap<K, V>,
    keys: impl IntoIterator<Item = &'k K>,
) -> BTreeMap<K, V> {
    keys.into_iter().filter_map(|key| Some((key.clone(), map.get(key)?.clone()))).collect()
}

/// The shapes that are reached so far.
struct Closure<'m> {
    model: &'m Model,
    usage: BTreeMap<ShapeId, Usage>,
    /// What has been gone through, with all that it refers to.
    seen: BTreeSet<(ShapeId, Part)>,
}

impl Closure<'_> {
    /// Marks `id` and everything that it refers to. Without recursion, since models may nest deeply.
    fn reach(&mut self, id: &ShapeId, from: ReachedFrom, part: Part) {
        let mut open = vec![(id.clone(), from)];
        while let Some((id, from)) = open.pop() {
            let shared = matches!(from, ReachedFrom::Shape(..));
            let usage = self.usage.entry(id.clone()).or_insert_with(|| Usage {
                parts: BTreeSet::new(),
                shared: false,
                error: false,
                from,
            });
            usage.shared |= shared;
            usage.parts.insert(part);
            if self.seen.insert((id.clone(), part)) {
                // Pushed in reverse, so that shapes are reached in the order of the model.
                let children = children(self.model, &id).into_iter().rev();
                open.extend(
                    children.map(|(child, step)| (child, ReachedFrom::Shape(id.clone(), step))),
                );
            }
        }
    }
}

/// The shapes that `id` refers to, each with the step to it.
fn children(model: &Model, id: &ShapeId) -> Vec<(ShapeId, String)> {
    match model.kind(id) {
        Some(ShapeKind::List(element)) => vec![(element.clone(), "[]".to_owned())],
        Some(ShapeKind::Map { key, value }) => {
            vec![(key.clone(), "{key}".to_owned()), (value.clone(), "{}".to_owned())]
        }
        _ => {
            let members = model.members(id).iter();
            members.map(|member| (member.target.clone(), format!(".{}", member.name))).collect()
        }
    }
}
