//! The slice: the chosen operations and every shape that they reach.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::graph::Graph;
use crate::ir::{Docs, Model, Shape, ShapeId, Waitable};

/// The names of omitted members, by the shape that has them.
pub type Omitted = BTreeMap<ShapeId, BTreeSet<String>>;

/// A model that holds nothing but what some operations need.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The operations and shapes that are left, without documentation.
    pub model: Model,
    /// What each of the shapes is used for.
    pub usage: BTreeMap<ShapeId, Usage>,
    /// The members, by shape and name, whose value holds what they are members of, with no list or map in between.
    pub boxed: BTreeSet<(ShapeId, String)>,
    /// The members that were left out before.
    pub omitted: Omitted,
}

/// What a shape is used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// What it is, or is part of.
    pub parts: BTreeSet<Part>,
    /// Another shape refers to it.
    pub held: bool,
    /// It is an error of an operation.
    pub error: bool,
    /// What it was first reached from.
    pub from: ReachedFrom,
}

impl Usage {
    /// Whether it has a type of its own: another shape refers to it, or it is an error. Else it is only the input or output
    /// of operations.
    pub fn is_shared(&self) -> bool {
        self.held || self.error
    }
}

/// What a shape is reached from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReachedFrom {
    /// A part of an operation, such as `ListBackupJobs.output`.
    Operation(String),
    /// Another shape.
    Shape(ShapeId),
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
                    steps.push(part.clone());
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
    let graph = Graph::of(model, |_| true);
    let mut closure = Closure::of(&graph);
    let operations = keep(&model.operations, operations);
    for (name, operation) in &operations {
        let mut reach = |id: &ShapeId, path: &str, part: Part| {
            closure.reach(id, &format!("{name}.{path}"), part);
        };
        operation.input.iter().for_each(|id| reach(id, "input", Part::Input));
        operation.output.iter().for_each(|id| reach(id, "output", Part::Output));
        operation.errors.iter().for_each(|id| reach(id, &format!("errors.{id}"), Part::Error));
        operation.errors.iter().for_each(|id| closure.is_error(id));
    }
    let usage = closure.usage();
    let names: BTreeSet<String> = operations.keys().cloned().collect();
    let model = Model {
        service: model.service.clone(),
        shapes: shapes_of(model, &usage),
        paginators: keep(&model.paginators, &names),
        waiters: waiters_of(model, &names),
        operations,
        docs: Docs::default(),
        origin: Arc::clone(&model.origin),
    };
    let boxed = boxed(&model);
    Slice { model, usage, boxed, omitted: Omitted::new() }
}

/// The shapes that are used. Both maps have the order of the names.
fn shapes_of(model: &Model, usage: &BTreeMap<ShapeId, Usage>) -> BTreeMap<ShapeId, Arc<Shape>> {
    let mut used = usage.keys().peekable();
    let shapes = model.shapes.iter().filter(|(id, _)| used.next_if_eq(id).is_some());
    shapes.map(|(id, shape)| (id.clone(), Arc::clone(shape))).collect()
}

/// The waiters that ask one of these operations.
fn waiters_of(model: &Model, operations: &BTreeSet<String>) -> BTreeMap<String, Waitable> {
    let asks = |waiter: &Waitable| operations.contains(&waiter.operation);
    let waiters = model.waiters.iter().filter(|(_, waiter)| asks(waiter));
    waiters.map(|(name, waiter)| (name.clone(), waiter.clone())).collect()
}

/// The members whose type would hold itself. Lists and maps keep what they hold elsewhere, so only members count.
fn boxed(model: &Model) -> BTreeSet<(ShapeId, String)> {
    let graph = Graph::of(model, |kind| !kind.members().is_empty());
    let components = graph.components();
    let component = |id: &ShapeId| graph.number(id).and_then(|number| components.get(number));
    let mut boxed = BTreeSet::new();
    for (id, shape) in &model.shapes {
        for member in shape.kind.members() {
            if component(id) == component(&member.target) {
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

/// The shapes that are reached so far, by number.
struct Closure<'g, 'm> {
    graph: &'g Graph<'m>,
    usage: Vec<Option<Usage>>,
}

impl<'g, 'm> Closure<'g, 'm> {
    fn of(graph: &'g Graph<'m>) -> Self {
        Self { graph, usage: vec![None; graph.len()] }
    }

    /// Marks `id` and everything that it refers to. Without recursion, since models may nest deeply.
    fn reach(&mut self, id: &ShapeId, path: &str, part: Part) {
        let Some(root) = self.graph.number(id) else { return };
        let mut open: Vec<(usize, Option<usize>)> = vec![(root, None)];
        while let Some((number, holder)) = open.pop() {
            let Some(usage) = self.usage.get_mut(number) else { continue };
            let from = || match holder.and_then(|holder| self.graph.id(holder)) {
                Some(holder) => ReachedFrom::Shape(holder.clone()),
                None => ReachedFrom::Operation(path.to_owned()),
            };
            let usage = usage.get_or_insert_with(|| Usage {
                parts: BTreeSet::new(),
                held: false,
                error: false,
                from: from(),
            });
            usage.held |= holder.is_some();
            if usage.parts.insert(part) {
                // Pushed in reverse, so that shapes are reached in the order of the model.
                let targets = self.graph.targets(number).iter().rev();
                open.extend(targets.map(|target| (*target, Some(number))));
            }
        }
    }

    /// Marks what is an error, and so is a type of its own.
    fn is_error(&mut self, id: &ShapeId) {
        let number = self.graph.number(id);
        if let Some(usage) = number.and_then(|number| self.usage.get_mut(number)?.as_mut()) {
            usage.error = true;
        }
    }

    fn usage(self) -> BTreeMap<ShapeId, Usage> {
        let usage = self.usage.into_iter().enumerate();
        usage.filter_map(|(number, usage)| Some((self.graph.id(number)?.clone(), usage?))).collect()
    }
}
