//! The effect of a change document on a model and on the generated code.

use std::sync::Arc;

use farrier_codegen::Selection;
use farrier_codegen::change::{ChangeDocument, apply, changes};
use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_codegen::frontend::{ModelFiles, load};
use farrier_codegen::ir::Model;
use tests::{NINE, backup_request, generate_backup, read, unified_diff};

/// The purpose of the whole project: a published change is a small diff of the vendored code.
#[test]
fn published_change_is_a_small_diff() {
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
fn committed_output_is_up_to_date() {
    for (path, text) in generate_backup(&backup_request(Selection::Changed)).unwrap() {
        assert_eq!(read(&format!("generated/backup/{path}")).replace("\r\n", "\n"), text, "{path}");
    }
}

#[test]
fn difference_of_both_models_is_the_document() {
    let (old, document) = (backup(), document());
    let new = apply(&document, &document_source(), &old).unwrap();
    assert_eq!(changes(&old, &new).unwrap(), document.operations);
    // Eight shapes in nine operations: two operations share `CopyJob`.
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
fn applying_a_change_twice_changes_nothing() {
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

/// Applies a change document to a small model.
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
fn rejects_member_added_twice() {
    let tree = r#"{"response": { "count": "long", "count": "string" }}"#;
    insta::assert_snapshot!(apply_to_small(&get(tree)).unwrap_err());
}

#[test]
fn adds_response_members_of_every_type() {
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
fn adds_members_to_nested_request_structure() {
    let new = apply_to_small(&get(r#"{"request": {"filter": {"name": "string"}}}"#)).unwrap();
    assert!(
        new.members(&farrier_codegen::ir::ShapeId::new("Filter"))
            .iter()
            .any(|member| member.name == "name")
    );
}

#[test]
fn rejects_document_that_omits_an_affected_operation() {
    insta::assert_snapshot!(
        apply_to_small(&get(r#"{"response": {"item": {"size": "long"}}}"#)).unwrap_err()
    );
}

#[test]
fn rejects_contradicting_operations() {
    let list = r#"{"operation": "List", "status": "updated", "changes": {"response": {"items": {"size": "string"}}}}"#;
    let get = get(r#"{"response": {"item": {"size": "long"}}}"#);
    insta::assert_snapshot!(apply_to_small(&format!("{get}, {list}")).unwrap_err());
}

#[test]
fn rejects_existing_member_with_another_type() {
    insta::assert_snapshot!(
        apply_to_small(&get(r#"{"response": {"item": "string"}}"#)).unwrap_err()
    );
}

#[test]
fn rejects_members_of_a_scalar() {
    insta::assert_snapshot!(
        apply_to_small(&get(r#"{"response": {"state": {"x": "string"}}}"#)).unwrap_err()
    );
}

#[test]
fn rejects_new_input_member_without_binding() {
    insta::assert_snapshot!(apply_to_small(&get(r#"{"request": {"size": "long"}}"#)).unwrap_err());
}

#[test]
fn rejects_misspelt_type() {
    insta::assert_snapshot!(
        apply_to_small(&get(r#"{"response": {"size": "strnig"}}"#)).unwrap_err()
    );
}

#[test]
fn rejects_new_operation_without_new_model() {
    let new = r#"{"operation": "Put", "status": "new"}"#;
    insta::assert_snapshot!(apply_to_small(new).unwrap_err());
}

#[test]
fn rejects_partly_applied_change() {
    let list = r#"{"operation": "List", "status": "updated", "changes": {"response": {"items": {"name": "string"}}}}"#;
    let get = get(r#"{"response": {"count": "long"}}"#);
    insta::assert_snapshot!(apply_to_small(&format!("{get}, {list}")).unwrap_err());
}
