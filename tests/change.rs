//! What a change document does to a model, and to the code that comes out.

use std::sync::Arc;

use farrier_codegen::Selection;
use farrier_codegen::change::{ChangeDocument, apply, changes};
use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_codegen::frontend::{ModelFiles, load};
use farrier_codegen::ir::Model;
use tests::{NINE, backup_request, generate_backup, read, unified_diff};

/// The point of it all: one published change is a small diff of the vendored code.
#[test]
fn the_change_of_2023_02_08_as_a_diff_of_the_generated_tree() {
    let before = {
        let names = NINE.map(Into::into).into();
        let mut request = backup_request(Selection::Named(names));
        request.input.changes.clear();
        generate_backup(&request).unwrap()
    };
    let after = generate_backup(&backup_request(Selection::Changed)).unwrap();
    let diff = unified_diff(&before, &after);
    let lines = |start: &str| diff.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!(lines("+    pub resource_name: Option<String>,"), 8);
    assert_eq!(lines("+    ///"), 8);
    assert_eq!(lines("+    \"ResourceName\" => resource_name,"), 8);
    assert_eq!((lines("+ "), lines("- ")), (24, 0), "nothing else changes");
    insta::assert_snapshot!(diff);
}

#[test]
fn the_committed_tree_is_what_the_compiler_writes() {
    for (path, text) in generate_backup(&backup_request(Selection::Changed)).unwrap() {
        assert_eq!(read(&format!("generated/backup/{path}")).replace("\r\n", "\n"), text, "{path}");
    }
}

#[test]
fn the_difference_of_the_two_models_is_the_document() {
    let (old, document) = (backup(), document());
    let new = apply(&document, &document_source(), &old).unwrap();
    assert_eq!(changes(&old, &new).unwrap(), document.operations);
    // Eight shapes for nine operations: `CopyJob` serves two of them.
    let gained = new.shapes.keys().filter(|id| new.members(id).len() > old.members(id).len());
    let gained: Vec<&str> = gained.map(farrier_codegen::ir::ShapeId::as_str).collect();
    insta::assert_snapshot!(gained.join("\n"), @"
    BackupJob
    CopyJob
    DescribeBackupJobOutput
    DescribeProtectedResourceOutput
    DescribeRecoveryPointOutput
    ProtectedResource
    RecoveryPointByBackupVault
    RecoveryPointByResource
    ");
}

#[test]
fn a_model_that_already_has_the_change_comes_back_as_it_was() {
    let document = document();
    let new = apply(&document, &document_source(), &backup()).unwrap();
    let again = apply(&document, &document_source(), &new).unwrap();
    assert_eq!(again.shapes, new.shapes);
}

fn backup() -> Model {
    load(&backup_request(Selection::Changed).input.model).unwrap()
}

fn document_source() -> Arc<Source> {
    backup_request(Selection::Changed).input.changes.remove(0)
}

fn document() -> ChangeDocument {
    ChangeDocument::read(&document_source()).unwrap()
}

/// A change document for the small model of this file, applied to it.
fn apply_to_small(changes: &str) -> Result<Model, String> {
    let model = ModelFiles::only(Source::new("small.json", SMALL));
    let text =
        format!(r#"{{"service": "Small", "date": "2024-01-31", "operations": [{changes}]}}"#);
    let source = Source::new("change.json", text);
    let document = ChangeDocument::read(&source).map_err(|errors| plain(&errors))?;
    apply(&document, &source, &load(&model).unwrap()).map_err(|errors| plain(&errors))
}

fn plain(errors: &Diagnostics) -> String {
    errors.render(&tests::plain_renderer())
}

const SMALL: &str = r#"{
  "metadata": {"apiVersion": "1", "protocol": "rest-json", "serviceFullName": "Small"},
  "operations": {
    "Get": {
      "name": "Get", "http": {"method": "GET", "requestUri": "/"},
      "input": {"shape": "In"}, "output": {"shape": "Out"}
    },
    "List": {
      "name": "List", "http": {"method": "GET", "requestUri": "/l"}, "output": {"shape": "Outs"}
    }
  },
  "shapes": {
    "In": {"type": "structure", "members": {"filter": {"shape": "Filter"}}},
    "Filter": {"type": "structure", "members": {}},
    "Out": {"type": "structure", "members": {"item": {"shape": "Item"}, "state": {"shape": "State"}}},
    "Outs": {"type": "structure", "members": {"items": {"shape": "Items"}}},
    "Items": {"type": "list", "member": {"shape": "Item"}},
    "Item": {"type": "structure", "members": {"name": {"shape": "String"}}},
    "State": {"type": "string", "enum": ["ON"]},
    "String": {"type": "string"}
  }
}"#;

fn get(changes: &str) -> String {
    format!(r#"{{"operation": "Get", "status": "updated", "changes": {changes}}}"#)
}

#[test]
fn a_member_that_a_document_adds_twice_is_refused() {
    let tree = r#"{"response": { "count": "long", "count": "string" }}"#;
    insta::assert_snapshot!(apply_to_small(&get(tree)).unwrap_err());
}

#[test]
fn every_kind_of_type_can_be_added_to_a_reply() {
    let tree = r#"{"response": {
        "count": "long", "when": "timestamp", "tags": {"string": "string"}, "names": ["string"],
        "kind": "A | B", "nested": {"deep": {"flag": "boolean"}}, "state": {"$added": ["OFF"]}}}"#;
    let new = apply_to_small(&get(tree)).unwrap();
    let gained = changes(&load_small(), &new).unwrap();
    assert_eq!(gained.len(), 1);
    insta::assert_json_snapshot!(gained[0].changes, @r#"
    {
      "response": {
        "state": {
          "$added": [
            "OFF"
          ]
        },
        "count": "long",
        "when": "timestamp",
        "tags": {
          "string": "string"
        },
        "names": [
          "string"
        ],
        "kind": "A | B",
        "nested": {
          "deep": {
            "flag": "boolean"
          }
        }
      }
    }
    "#);
}

fn load_small() -> Model {
    load(&ModelFiles::only(Source::new("small.json", SMALL))).unwrap()
}

#[test]
fn a_nested_structure_of_a_request_may_gain_members() {
    let new = apply_to_small(&get(r#"{"request": {"filter": {"name": "string"}}}"#)).unwrap();
    assert!(
        new.members(&farrier_codegen::ir::ShapeId::new("Filter"))
            .iter()
            .any(|member| member.name == "name")
    );
}

#[test]
fn a_document_must_name_every_operation_that_it_reaches() {
    insta::assert_snapshot!(
        apply_to_small(&get(r#"{"response": {"item": {"size": "long"}}}"#)).unwrap_err()
    );
}

#[test]
fn two_operations_may_not_say_different_things_of_one_shape() {
    let list = r#"{"operation": "List", "status": "updated", "changes": {"response": {"items": {"size": "string"}}}}"#;
    let get = get(r#"{"response": {"item": {"size": "long"}}}"#);
    insta::assert_snapshot!(apply_to_small(&format!("{get}, {list}")).unwrap_err());
}

#[test]
fn a_member_that_is_there_with_another_type_contradicts_the_model() {
    insta::assert_snapshot!(
        apply_to_small(&get(r#"{"response": {"item": "string"}}"#)).unwrap_err()
    );
}

#[test]
fn a_scalar_cannot_gain_members() {
    insta::assert_snapshot!(
        apply_to_small(&get(r#"{"response": {"state": {"x": "string"}}}"#)).unwrap_err()
    );
}

#[test]
fn a_page_does_not_say_how_a_new_input_member_travels() {
    insta::assert_snapshot!(apply_to_small(&get(r#"{"request": {"size": "long"}}"#)).unwrap_err());
}

#[test]
fn a_type_that_is_misspelt_is_not_taken_for_an_enum() {
    insta::assert_snapshot!(
        apply_to_small(&get(r#"{"response": {"size": "strnig"}}"#)).unwrap_err()
    );
}

#[test]
fn a_new_operation_needs_the_new_model() {
    let new = r#"{"operation": "Put", "status": "new"}"#;
    insta::assert_snapshot!(apply_to_small(new).unwrap_err());
}

#[test]
fn a_model_with_half_of_the_change_is_refused() {
    let list = r#"{"operation": "List", "status": "updated", "changes": {"response": {"items": {"name": "string"}}}}"#;
    let get = get(r#"{"response": {"count": "long"}}"#);
    insta::assert_snapshot!(apply_to_small(&format!("{get}, {list}")).unwrap_err());
}
