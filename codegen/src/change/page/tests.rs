use std::sync::Arc;

use serde_json::{Value, json};

use super::{Title, read_page, write_page};
use crate::change::{OperationChange, Status, changes};
use crate::diagnostic::{Diagnostic, Source};
use crate::frontend::{ModelFiles, load};
use crate::ir::{Member, Model, Shape, ShapeId, ShapeKind, Structure};

/// A model in which every rule of the page shows.
const STABLES: &str = include_str!("stables.json");

/// What the model lacks before the change: an operation, a value of an enum, or a member of a shape.
const GAINED: &[&str] = &[
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
    for path in GAINED {
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
fn a_page_in_which_every_rule_shows() {
    let (old, new) = stables();
    let page = write_page(&new, &changes(&old, &new).unwrap(), &TITLE).unwrap();
    insta::assert_snapshot!(page);
}

#[test]
fn what_is_written_can_be_read() {
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
fn new_operations_come_first_in_whatever_order_they_are_told() {
    let (old, new) = stables();
    let changes = changes(&old, &new).unwrap();
    let page = write_page(&new, &changes, &TITLE).unwrap();
    let mut updated_first = changes;
    updated_first.sort_by_key(|change| change.status == Status::New);
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
fn an_operation_that_the_model_does_not_have_is_an_error() {
    assert!(error(&stables().1, "AddCow").contains("Stables has no operation `AddCow`"));
}

/// A model whose output holds `members` members of the next shape each, `depth` times.
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
fn a_model_that_is_too_large_to_be_told_is_an_error() {
    assert!(write_page(&nested(100, 1), &[add("ListHorses")], &TITLE).is_ok());
    for (depth, members) in [(10_000, 1), (40, 2)] {
        let error = error(&nested(depth, members), "ListHorses");
        assert!(error.contains("too large to be told"), "{error}");
    }
}
