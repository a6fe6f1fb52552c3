//! CBOR: the tables of structures and unions.

use proc_macro2::TokenStream;
use quote::quote;

use super::format::{Formats, field_format, format};
use super::macros::{Macros, table};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Struct};
use crate::emit::rust_union::Union;
use crate::ir::{ShapeKind, TimestampFormat};
use crate::output::{FileItem, MacroRow};

const STRUCTURES: Macros =
    Macros { codec: "cbor", names: ["cbor::decode", "cbor::encode", "cbor::object"] };
const UNIONS: Macros =
    Macros { codec: "cbor", names: ["cbor::decode_union", "cbor::encode_union", "cbor::union"] };
const FORMATS: Formats = Formats { scalar, encoded: |_, _| None, sparse: Some("cbor/sparse") };

/// The runtime module for idempotency tokens.
const TOKEN: &str = "cbor/token";

/// The table of a structure's members.
pub fn structure_table(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
    directions: Directions,
) -> FileItem {
    let rows = structure.body_fields().map(|field| MacroRow {
        format: field_format(context, imports, structure, field, (FORMATS, TOKEN)),
        ..MacroRow::new(&field.member.wire_name, &field.names.field)
    });
    let rows = rows.collect();
    table(imports, STRUCTURES, directions, structure.name.clone(), rows)
}

/// The table of a union in the directions.
pub fn union_table(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    union: &Union<'_>,
    directions: Directions,
) -> FileItem {
    let rows = union.variants().map(|(member, variant)| MacroRow {
        format: format(context, imports, Some(union.id), member, FORMATS),
        ..MacroRow::new(&member.wire_name, variant)
    });
    let rows = rows.collect();
    table(imports, UNIONS, directions, union.name.clone(), rows)
}

/// The format of a scalar. All timestamps have the same format.
fn scalar(
    imports: &mut Imports,
    kind: &ShapeKind,
    _: Option<TimestampFormat>,
) -> Option<TokenStream> {
    matches!(kind, ShapeKind::Blob).then(|| {
        imports.runtime_module("cbor/blob");
        let value_format = imports.runtime("value_format");
        quote!(#value_format::Blob)
    })
}
