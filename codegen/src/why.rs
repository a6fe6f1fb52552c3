//! Why a shape is in a slice, and how much each operation brings.

use std::collections::{BTreeMap, VecDeque};

use crate::graph::Graph;
use crate::ir::{Model, ShapeId};

/// How many steps of a path are told. Those of services are shorter; a hostile one could be of any length.
const MAX_STEPS: usize = 64;

/// The shortest path by which each part of each operation reaches a shape, such as
/// `ListBackupJobs.output.BackupJobs[]`, in the order of the operations.
pub fn paths(model: &Model, id: &ShapeId) -> Vec<String> {
    let graph = Graph::of(model, |_| true);
    let Some(goal) = graph.number(id) else { return Vec::new() };
    let next = next_steps(&graph, goal);
    let mut paths = Vec::new();
    for (name, operation) in &model.operations {
        let input = operation.input.iter().map(|id| ("input".to_owned(), id));
        let output = operation.output.iter().map(|id| ("output".to_owned(), id));
        let errors = operation.errors.iter().map(|id| (format!("errors.{id}"), id));
        for (part, root) in input.chain(output).chain(errors) {
            let steps = graph.number(root).and_then(|root| steps(model, &graph, &next, root, goal));
            paths.extend(steps.map(|steps| format!("{name}.{part}{steps}")));
        }
    }
    paths
}

/// For each shape that leads to the goal, the shape that comes next on a shortest way there.
fn next_steps(graph: &Graph<'_>, goal: usize) -> BTreeMap<usize, usize> {
    let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..graph.len() {
        for target in graph.targets(number) {
            holders.entry(*target).or_default().push(number);
        }
    }
    let mut next = BTreeMap::from([(goal, goal)]);
    let mut open = VecDeque::from([goal]);
    while let Some(number) = open.pop_front() {
        for holder in holders.get(&number).into_iter().flatten() {
            if !next.contains_key(holder) {
                next.insert(*holder, number);
                open.push_back(*holder);
            }
        }
    }
    next
}

/// The steps from one shape to another; `None` if there is no way.
fn steps(
    model: &Model,
    graph: &Graph<'_>,
    next: &BTreeMap<usize, usize>,
    root: usize,
    goal: usize,
) -> Option<String> {
    let mut steps = String::new();
    let mut at = root;
    for _ in 0..MAX_STEPS {
        if at == goal {
            return Some(steps);
        }
        let to = *next.get(&at)?;
        steps.push_str(&model.step(graph.id(at)?, graph.id(to)?));
        at = to;
    }
    Some(steps + "…")
}

/// How many shapes each operation needs.
pub fn sizes(model: &Model) -> BTreeMap<&str, usize> {
    let graph = Graph::of(model, |_| true);
    let size = |roots: Vec<&ShapeId>| {
        let mut reached = vec![false; graph.len()];
        let mut open: Vec<usize> =
            roots.into_iter().filter_map(|root| graph.number(root)).collect();
        let mut count = 0;
        while let Some(number) = open.pop() {
            if let Some(seen @ false) = reached.get_mut(number) {
                *seen = true;
                count += 1;
                open.extend(graph.targets(number));
            }
        }
        count
    };
    let operations = model.operations.iter().map(|(name, operation)| {
        let roots = operation.input.iter().chain(&operation.output).chain(&operation.errors);
        (name.as_str(), size(roots.collect()))
    });
    operations.collect()
}

#[cfg(test)]
mod tests {
    use super::{paths, sizes};
    use crate::diagnostic::Source;
    use crate::frontend::{ModelFiles, load};
    use crate::ir::{Model, ShapeId};

    const MODEL: &str = r#"{
        "metadata": { "apiVersion": "2024-01-31", "protocol": "rest-json", "serviceFullName": "Stables" },
        "operations": {
            "GetHerd": {
                "http": { "method": "GET", "requestUri": "/herd" },
                "output": { "shape": "Herd" }, "errors": [{ "shape": "Lost" }]
            },
            "Ping": { "http": { "method": "GET", "requestUri": "/" } },
            "PutGoat": { "http": { "method": "PUT", "requestUri": "/goat" }, "input": { "shape": "Goat" } }
        },
        "shapes": {
            "Herd": { "type": "structure", "members": {
                "byName": { "shape": "Goats" }, "all": { "shape": "GoatList" }, "best": { "shape": "Goat" }
            } },
            "GoatList": { "type": "list", "member": { "shape": "Goat" } },
            "Goats": { "type": "map", "key": { "shape": "Name" }, "value": { "shape": "GoatList" } },
            "Goat": { "type": "structure", "members": {
                "name": { "shape": "Name" }, "kids": { "shape": "GoatList" }
            } },
            "Lost": { "type": "structure", "members": { "goat": { "shape": "Goat" } }, "exception": true },
            "Name": { "type": "string" },
            "Unused": { "type": "string" }
        }
    }"#;

    fn model() -> Model {
        load(&ModelFiles::only(Source::new("model.json", MODEL))).unwrap()
    }

    #[test]
    fn the_shortest_path_of_each_part_is_told() {
        let paths = |id: &str| paths(&model(), &ShapeId::new(id));
        assert_eq!(
            paths("Name"),
            ["GetHerd.output.best.name", "GetHerd.errors.Lost.goat.name", "PutGoat.input.name",]
        );
        assert_eq!(
            paths("GoatList"),
            ["GetHerd.output.all", "GetHerd.errors.Lost.goat.kids", "PutGoat.input.kids",]
        );
        assert!(paths("Unused").is_empty() && paths("Nothing").is_empty());
    }

    #[test]
    fn an_operation_needs_what_it_reaches() {
        let model = model();
        let sizes: Vec<_> = sizes(&model).into_iter().collect();
        assert_eq!(sizes, [("GetHerd", 6), ("Ping", 0), ("PutGoat", 3)]);
    }
}
