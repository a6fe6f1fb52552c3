//! The slice of the nine operations as a table: each shape, its use, and the reason why it is included.

use std::fmt::Write;

use farrier_codegen::ir::{HttpLocation, Model, ShapeId, ShapeKind};
use farrier_codegen::slice::Slice;
use farrier_codegen::{Selection, prepare};
use tests::backup_request;

#[test]
fn slice_of_the_nine_operations() {
    let slice = prepare(&backup_request(Selection::Changed)).unwrap().slice;
    insta::assert_snapshot!(table(&slice));
}

fn table(slice: &Slice) -> String {
    let mut table = String::from("OPERATIONS\n");
    for operation in slice.model.operations.values() {
        let errors = operation.errors.iter().map(ShapeId::as_str).collect::<Vec<_>>().join(", ");
        let http = &operation.http;
        writeln!(table, "{}: {} {}", operation.name, http.method, http.uri).unwrap();
        writeln!(table, "    errors: {errors}").unwrap();
    }
    table.push_str("\nSHAPES\n");
    for (id, shape) in &slice.model.shapes {
        let usage = &slice.usage[id];
        let roles: Vec<String> =
            usage.message_kinds.iter().map(|part| format!("{part:?}").to_lowercase()).collect();
        let roles = roles.join("+");
        writeln!(table, "{id}: {} [{roles}] {}", kind(&shape.kind), slice.first_path(id)).unwrap();
        members(&mut table, &slice.model, id);
    }
    table
}

fn members(table: &mut String, model: &Model, id: &ShapeId) {
    for member in model.members(id) {
        let location = match member.location {
            HttpLocation::Body => "",
            HttpLocation::Label => " in the path",
            HttpLocation::Query => " in the query",
            HttpLocation::Payload
            | HttpLocation::Events
            | HttpLocation::Header
            | HttpLocation::PrefixHeaders
            | HttpLocation::StatusCode
            | HttpLocation::Sender => unreachable!("the nine operations have none"),
        };
        let wire = if member.wire_name == member.name {
            String::new()
        } else {
            format!(" as {}", member.wire_name)
        };
        let required = if member.required { ", required" } else { "" };
        writeln!(table, "    {}: {}{location}{wire}{required}", member.name, member.target)
            .unwrap();
    }
}

fn kind(kind: &ShapeKind) -> String {
    match kind {
        ShapeKind::Enum(values) => values.join(" | "),
        ShapeKind::List(element) => format!("list of {element}"),
        ShapeKind::Map { key, value } => format!("map of {key} to {value}"),
        other => other.name().to_owned(),
    }
}
