//! The slice: the selected operations and all shapes that they need.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::graph::Graph;
use crate::ir::{Docs, Model, ShapeId, Waitable};
use crate::services::boxes;

/// The names of omitted members, by the shape that has them.
pub type Omitted = BTreeMap<ShapeId, BTreeSet<String>>;

/// A model with only the selected operations and their shapes.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The selected operations and their shapes, without documentation.
    pub model: Model,
    /// The usage of each shape.
    pub usage: BTreeMap<ShapeId, Usage>,
    /// The boxed members, by shape and name: those whose type contains their own shape without a list or map in between,
    /// and those of [large structures](crate::services::boxes).
    pub boxed: BTreeSet<(ShapeId, String)>,
    /// The structures that are events of a stream.
    pub events: BTreeSet<ShapeId>,
    /// The omitted members.
    pub omitted: Omitted,
}

/// The usage of a shape in a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The kinds of messages that contain the shape.
    pub message_kinds: BTreeSet<MessageKind>,
    /// Whether any shape refers to the shape.
    pub is_nested: bool,
    /// Whether the shape is an error of an operation.
    pub is_error: bool,
    /// The first reference to the shape.
    pub reached_from: ReachedFrom,
}

impl Usage {
    /// Whether the shape is nested or an error. Other structures are only the input or output of operations.
    pub fn is_shared(&self) -> bool {
        self.is_nested || self.is_error
    }
}

/// The origin of a reference to a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReachedFrom {
    /// A message of an operation, such as `ListBackupJobs.output`.
    Operation(String),
    /// Another shape.
    Shape(ShapeId),
}

/// The maximum number of steps in a path that messages and reports show, far above that of any service.
pub const MAX_STEPS: usize = 64;

impl Slice {
    /// The first path that reaches a shape, such as `ListBackupJobs.output.BackupJobs[]`.
    pub fn first_path(&self, id: &ShapeId) -> String {
        let mut steps = Vec::new();
        let mut id = id;
        while let Some(usage) = self.usage.get(id) {
            match &usage.reached_from {
                ReachedFrom::Operation(message) => {
                    steps.push(message.clone());
                    break;
                }
                ReachedFrom::Shape(_) if steps.len() == MAX_STEPS => {
                    steps.push("…".to_owned());
                    break;
                }
                ReachedFrom::Shape(other) => {
                    steps.push(self.model.step(other, id));
                    id = other;
                }
            }
        }
        steps.into_iter().rev().collect()
    }
}

/// The kind of a message of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageKind {
    /// An input.
    Input,
    /// An output.
    Output,
    /// An error.
    Error,
}

/// Builds the slice of a model for `operations`.
pub fn slice(model: &Model, operations: &BTreeSet<String>) -> Slice {
    slice_of(model, &graph(model), operations)
}

/// The graph of all shapes, for [`slice_of`].
pub fn graph(model: &Model) -> Graph<'_> {
    Graph::new(model, |_| true)
}

/// Builds a slice of a model with its graph, which many slices can share.
pub fn slice_of(model: &Model, graph: &Graph<'_>, operations: &BTreeSet<String>) -> Slice {
    let mut closure = Closure::new(graph);
    let operations = keep(&model.operations, operations);
    for (name, operation) in &operations {
        let mut reach = |id: &ShapeId, path: &str, kind: MessageKind| {
            closure.reach(id, &format!("{name}.{path}"), kind);
        };
        operation.input.iter().for_each(|id| reach(id, "input", MessageKind::Input));
        operation.output.iter().for_each(|id| reach(id, "output", MessageKind::Output));
        operation
            .errors
            .iter()
            .for_each(|id| reach(id, &format!("errors.{id}"), MessageKind::Error));
        operation.errors.iter().for_each(|id| closure.mark_error(id));
    }
    let usage = closure.usage();
    let names: BTreeSet<String> = operations.keys().cloned().collect();
    let model = Model {
        service: model.service.clone(),
        shapes: keep(&model.shapes, usage.keys()),
        paginators: keep(&model.paginators, &names),
        waiters: used_waiters(model, &names),
        operations,
        docs: Docs::default(),
        origin: Arc::clone(&model.origin),
    };
    let boxed = boxed_members(&model);
    let streams = model.shapes.values().filter(|shape| shape.event_stream.is_some());
    let events = streams.flat_map(|shape| shape.kind.targets()).cloned().collect();
    Slice { model, usage, boxed, events, omitted: Omitted::new() }
}

/// The waiters that poll one of the operations.
fn used_waiters(model: &Model, operations: &BTreeSet<String>) -> BTreeMap<String, Waitable> {
    let is_used = |waiter: &Waitable| operations.contains(&waiter.operation);
    let waiters = model.waiters.iter().filter(|(_, waiter)| is_used(waiter));
    waiters.map(|(name, waiter)| (name.clone(), waiter.clone())).collect()
}

/// The members whose type would have infinite size, and those of large structures. Lists and maps allocate their
/// elements, so only members count.
fn boxed_members(model: &Model) -> BTreeSet<(ShapeId, String)> {
    let graph = Graph::new(model, |kind| !kind.members().is_empty());
    let components = graph.components();
    let component = |id: &ShapeId| graph.number(id).and_then(|number| components.get(number));
    let mut boxed: BTreeSet<_> = boxes::members(model).collect();
    for (id, shape) in &model.shapes {
        for member in shape.kind.members() {
            if component(id) == component(&member.target) {
                boxed.insert((id.clone(), member.name.clone()));
            }
        }
    }
    boxed
}

/// The entries with these keys.
fn keep<'k, K: Ord + Clone + 'k, V: Clone>(
    map: &BTreeMap<K, V>,
    keys: impl IntoIterator<Item = &'k K>,
) -> BTreeMap<K, V> {
    keys.into_iter().filter_map(|key| Some((key.clone(), map.get(key)?.clone()))).collect()
}

/// The usage of the shapes that were reached, by number.
struct Closure<'g, 'm> {
    graph: &'g Graph<'m>,
    usage: Vec<Option<Usage>>,
}

impl<'g, 'm> Closure<'g, 'm> {
    fn new(graph: &'g Graph<'m>) -> Self {
        Self { graph, usage: vec![None; graph.len()] }
    }

    /// Marks `id` and all shapes below it. Iterative, since models can nest deeply.
    fn reach(&mut self, id: &ShapeId, path: &str, kind: MessageKind) {
        let Some(root) = self.graph.number(id) else { return };
        let mut open: Vec<(usize, Option<usize>)> = vec![(root, None)];
        while let Some((number, parent)) = open.pop() {
            let Some(usage) = self.usage.get_mut(number) else { continue };
            let reached_from = || match parent.and_then(|parent| self.graph.id(parent)) {
                Some(parent) => ReachedFrom::Shape(parent.clone()),
                None => ReachedFrom::Operation(path.to_owned()),
            };
            let usage = usage.get_or_insert_with(|| Usage {
                message_kinds: BTreeSet::new(),
                is_nested: false,
                is_error: false,
                reached_from: reached_from(),
            });
            usage.is_nested |= parent.is_some();
            if usage.message_kinds.insert(kind) {
                // In reverse, so that shapes are reached in the order of the model.
                let targets = self.graph.targets(number).iter().rev();
                open.extend(targets.map(|target| (*target, Some(number))));
            }
        }
    }

    /// Marks a shape as an error.
    fn mark_error(&mut self, id: &ShapeId) {
        let number = self.graph.number(id);
        if let Some(usage) = number.and_then(|number| self.usage.get_mut(number)?.as_mut()) {
            usage.is_error = true;
        }
    }

    fn usage(self) -> BTreeMap<ShapeId, Usage> {
        let usage = self.usage.into_iter().enumerate();
        usage.filter_map(|(number, usage)| Some((self.graph.id(number)?.clone(), usage?))).collect()
    }
}
