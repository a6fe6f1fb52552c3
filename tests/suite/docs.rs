//! The handwritten documentation of AWS Backup is complete, and refers only to existing shapes.

use std::collections::BTreeSet;

use farrier_codegen::ir::{ShapeId, ShapeKind};
use farrier_codegen::{Selection, prepare};
use serde_json::Value;
use tests::{backup_request, read};

#[test]
fn nine_operations_are_fully_documented() {
    let slice = prepare(&backup_request(Selection::Changed)).unwrap().slice;
    let (model, docs) = (&slice.model, &slice.model.docs);
    assert!(!docs.service.is_empty());
    for name in model.operations.keys() {
        assert!(!docs.operation(name).is_empty(), "{name}");
    }
    for (id, shape) in &model.shapes {
        for member in model.members(id) {
            assert!(!docs.member(id, &member.name).is_empty(), "{id}.{}", member.name);
        }
        let has_a_type = match &shape.kind {
            ShapeKind::Structure(_) => slice.usage[id].is_shared(),
            kind => matches!(kind, ShapeKind::Enum(_)),
        };
        assert!(!has_a_type || !docs.shape(id).is_empty(), "{id}");
    }
}

#[test]
fn documentation_refers_to_existing_shapes() {
    let slice = prepare(&backup_request(Selection::Changed)).unwrap().slice;
    let docs: Value = serde_json::from_str(&read("models/backup/2018-11-15/docs-2.json")).unwrap();
    for name in docs["operations"].as_object().unwrap().keys() {
        assert!(slice.model.operations.contains_key(name), "{name}");
    }
    for (target, texts) in docs["shapes"].as_object().unwrap() {
        assert!(slice.model.shapes.contains_key(&ShapeId::new(target)), "{target}");
        for reference in texts["refs"].as_object().unwrap().keys() {
            let (owner, name) = reference.split_once('$').unwrap();
            let members = slice.model.members(&ShapeId::new(owner));
            let targets: BTreeSet<&str> = members
                .iter()
                .filter(|member| member.name == name)
                .map(|member| member.target.as_str())
                .collect();
            assert_eq!(targets, BTreeSet::from([target.as_str()]), "{reference}");
        }
    }
}
