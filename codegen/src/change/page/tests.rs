use std::sync::Arc;

use serde_json::{Value, json};

use super::{Title, read_page, write_page};
use crate::change::{OperationChange, OperationStatus, changes};
use crate::diagnostic::{Diagnostic, Source};
use crate::frontend::{ModelFiles, load};
use crate::ir::{Member, Model, Shape, ShapeId, ShapeKind, Structure};

/// A model that uses every rule of the page.
const STABLES: &str = include_str!("stables.json");

/// JSON pointers to the additions of the change: operations, enum values and members.
const ADDITIONS: &[&str] = &[
    "/operations/AddHorse",
    "/operations/CloseStables",
    "/shapes/Gait/enum/2",
    "/shapes/Horse/members/Kin",
    "/shapes/Filter/members/Colors",
    "/shapes/Filter/members/Stables",
    "/shapes/MoveHorseRequest/members/Reason",
];

const TITLE: Title = Title {
    date: "2024-01-31",
    service: "Stables",
    note: "Horses have kin now, and\n    stables close.",
};

fn model(json: &Value) -> Model {
    load(&ModelFiles::only(Source::new("stables.json", json.to_string()))).unwrap()
}

fn stables() -> (Model, Model) {
    let new: Value = serde_json::from_str(STABLES).unwrap();
    let mut old = new.clone();
    for path in ADDITIONS {
        let (parent, key) = path.rsplit_once('/').unwrap();
        match old.pointer_mut(parent).unwrap() {
            Value::Object(members) => drop(members.remove(key).unwrap()),
            Value::Array(values) => drop(values.remove(key.parse().unwrap())),
            _ => panic!("{path}"),
        }
    }
    (model(&old), model(&new))
}

#[test]
fn writes_page_by_all_rules() {
    let (old, new) = stables();
    let page = write_page(&new, &changes(&old, &new).unwrap(), &TITLE).unwrap();
    insta::assert_snapshot!(page);
}

#[test]
fn reads_written_page() {
    let (old, new) = stables();
    let changes = changes(&old, &new).unwrap();
    let page = write_page(&new, &changes, &TITLE).unwrap();
    let document = read_page(&page).unwrap();
    assert_eq!((&*document.service, &*document.date), (TITLE.service, TITLE.date));
    assert_eq!(document.operations, changes);
    assert!(!page.contains("\n\n\n") && !page.ends_with('\n'));
    assert!(page.lines().all(|line| line.trim_end() == line));
}

#[test]
fn writes_new_operations_first() {
    let (old, new) = stables();
    let changes = changes(&old, &new).unwrap();
    let page = write_page(&new, &changes, &TITLE).unwrap();
    let mut updated_first = changes;
    updated_first.sort_by_key(|change| change.status == OperationStatus::New);
    assert_eq!(write_page(&new, &updated_first, &TITLE).unwrap(), page);
}

fn add(operation: &str) -> OperationChange {
    serde_json::from_value(json!({"operation": operation, "status": "new"})).unwrap()
}

fn error(new: &Model, operation: &str) -> String {
    let error: Diagnostic = write_page(new, &[add(operation)], &TITLE).unwrap_err();
    format!("{error:?}")
}

#[test]
fn rejects_unknown_operation() {
    assert!(error(&stables().1, "AddCow").contains("service `Stables` has no operation `AddCow`"));
}

/// A model with nested structures in an output: `depth` levels, with `members` members each.
fn nested(depth: usize, members: usize) -> Model {
    let (_, mut model) = stables();
    let id = |level: usize| match level {
        0 => ShapeId::new("ListHorsesResponse"),
        level => ShapeId::new(format!("Level{level}")),
    };
    for level in 0..depth {
        let mut kind = ShapeKind::Structure(Structure::default());
        for member in 0..members {
            let member = Member::new(&format!("m{member}"), id(level + 1));
            kind.members_mut().unwrap().push(member);
        }
        model.shapes.insert(id(level), Arc::new(Shape::new(kind)));
    }
    model.shapes.insert(id(depth), Arc::new(Shape::new(ShapeKind::String)));
    model
}

#[test]
fn rejects_model_above_the_size_limits() {
    assert!(write_page(&nested(100, 1), &[add("ListHorses")], &TITLE).is_ok());
    for (depth, members) in [(10_000, 1), (40, 2)] {
        let error = error(&nested(depth, members), "ListHorses");
        assert!(error.contains("are too large"), "{error}");
    }
}
