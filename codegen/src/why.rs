//! The paths from operations to a shape, and the number of shapes that each operation needs.

use std::collections::{BTreeMap, VecDeque};

use crate::graph::Graph;
use crate::ir::{Model, ShapeId};
use crate::slice::MAX_STEPS;

/// The shortest paths from the input, output and errors of each operation to a shape, such as
/// `ListBackupJobs.output.BackupJobs[]`.
pub fn paths(model: &Model, id: &ShapeId) -> Vec<String> {
    operation_paths(model, id).into_iter().map(|(_, path)| path).collect()
}

/// The paths of [`paths`], each with the name of its operation.
pub(crate) fn operation_paths<'m>(model: &'m Model, id: &ShapeId) -> Vec<(&'m str, String)> {
    let graph = Graph::new(model, |_| true);
    let Some(goal) = graph.number(id) else { return Vec::new() };
    let next = next_steps(&graph, goal);
    let mut paths = Vec::new();
    for (name, operation) in &model.operations {
        let input = operation.input.iter().map(|id| ("input".to_owned(), id));
        let output = operation.output.iter().map(|id| ("output".to_owned(), id));
        let errors = operation.errors.iter().map(|id| (format!("errors.{id}"), id));
        for (message, root) in input.chain(output).chain(errors) {
            let steps = graph.number(root).and_then(|root| steps(model, &graph, &next, root, goal));
            paths.extend(steps.map(|steps| (name.as_str(), format!("{name}.{message}{steps}"))));
        }
    }
    paths
}

/// For each shape with a path to the goal, the next shape on a shortest path.
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

/// The steps from one shape to another; `None` if there is no path.
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

/// The number of shapes that each operation needs.
pub fn sizes(model: &Model) -> BTreeMap<&str, usize> {
    let graph = Graph::new(model, |_| true);
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
    fn finds_the_shortest_path_of_each_message() {
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
    fn counts_the_shapes_of_each_operation() {
        let model = model();
        let sizes: Vec<_> = sizes(&model).into_iter().collect();
        assert_eq!(sizes, [("GetHerd", 6), ("Ping", 0), ("PutGoat", 3)]);
    }
}
