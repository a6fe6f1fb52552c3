//! JSON: value formats, and the tables of structures and unions.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::BodyCodec;
use super::format::{self, Formats};
use super::macros::{self, Macros};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Field, Role, Struct};
use crate::emit::rust_union::Union;
use crate::ir::{Member, Operation, ShapeId, ShapeKind, TimestampFormat};
use crate::output::{FileItem, MacroRow, MacroTable};

const STRUCTURES: Macros =
    Macros { codec: "json", names: ["json::decode", "json::encode", "json::object"] };
const UNIONS: Macros =
    Macros { codec: "json", names: ["json::decode_union", "json::encode_union", "json::union"] };
const FORMATS: Formats = Formats { scalar, encoded: |_, _| None, sparse: Some("json/sparse") };

/// JSON bodies.
pub struct Json;

impl BodyCodec for Json {
    fn write_body(&self, _: ServiceContext<'_>, _: &mut Imports, _: &Operation) -> TokenStream {
        quote!(request.json(self);)
    }

    fn write_payload(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        (member, field): (&Member, &Ident),
        _: bool,
    ) -> TokenStream {
        payload(context, imports, member);
        // An unset structure is sent as `{}`.
        if matches!(context.slice.model.kind(&member.target), Some(ShapeKind::Structure(_))) {
            return quote!(request.json_payload_object(&self.#field););
        }
        quote!(request.json_payload(&self.#field);)
    }

    fn read_body(&self, _: &mut Imports, reply: &TokenStream) -> TokenStream {
        quote!(#reply.json())
    }

    fn read_error(&self) -> TokenStream {
        quote!(reply.json_error(self);)
    }

    fn read_payload(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        member: &Member,
        reply: &TokenStream,
    ) -> TokenStream {
        payload(context, imports, member);
        quote!(#reply.json_payload())
    }

    fn write_event(&self, _: &mut Imports, _: &ShapeId) -> TokenStream {
        quote!(request.json(self);)
    }

    fn read_exception(&self, imports: &mut Imports) -> TokenStream {
        imports.runtime("json");
        imports.runtime_module("json/reply");
        quote!(json::reply::error(reply, &[]))
    }
}

/// Records the runtime modules that read and write a payload, which has the default format.
fn payload(context: ServiceContext<'_>, imports: &mut Imports, member: &Member) {
    imports.runtime_module("json/payload");
    format(context, imports, None, member);
}

/// The table of a structure's body members.
pub fn table(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
    directions: Directions,
) -> FileItem {
    let rows = structure.body_fields().map(|field| {
        let is_token = structure.role == Role::Request && field.member.idempotency_token;
        let format = if is_token {
            Some(token(imports))
        } else {
            field_format(context, imports, structure, field)
        };
        MacroRow { format, ..row(&field.member.wire_name, field) }
    });
    let rows = rows.collect();
    let subject = structure.name.clone();
    if directions == Directions::Both && !structure.is_default() {
        imports.runtime("json");
        imports.runtime("serde_form");
        let name = quote!(serde_form::strict_object);
        return FileItem::Table(MacroTable { name, subject, rows });
    }
    macros::table(imports, STRUCTURES, directions, subject, rows)
}

/// The format of a field, or `None` for the default format.
pub fn field_format(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
    field: &Field<'_>,
) -> Option<TokenStream> {
    let format = format(context, imports, structure.holder(), field.member)?;
    Some(if field.optional { quote!(Option<#format>) } else { format })
}

/// The row of a field in the default format.
pub fn row(name: &str, field: &Field<'_>) -> MacroRow {
    MacroRow::new(name, &field.names.field)
}

/// The table of a union in the directions.
pub fn union_table(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    union: &Union<'_>,
    directions: Directions,
) -> FileItem {
    let rows = union.variants().map(|(member, variant)| MacroRow {
        format: format(context, imports, Some(union.id), member),
        ..MacroRow::new(&member.wire_name, variant)
    });
    let rows = rows.collect();
    macros::table(imports, UNIONS, directions, union.name.clone(), rows)
}

/// The format of an idempotency token.
fn token(imports: &mut Imports) -> TokenStream {
    imports.runtime_module("json/token");
    let value_format = imports.runtime("value_format");
    quote!(#value_format::Token)
}

/// The format of a member, or `None` for the default format. `holder` is the shape with the member, or `None` for an
/// operation's own input or output.
pub fn format(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    holder: Option<&ShapeId>,
    member: &Member,
) -> Option<TokenStream> {
    format::format(context, imports, holder, member, FORMATS)
}

/// The format of a scalar. The default format of timestamps is seconds since the epoch.
fn scalar(
    imports: &mut Imports,
    kind: &ShapeKind,
    timestamp_format: Option<TimestampFormat>,
) -> Option<TokenStream> {
    let format = match (kind, timestamp_format) {
        (ShapeKind::Blob, _) => {
            imports.runtime_module("json/blob");
            quote!(Blob)
        }
        (ShapeKind::Document, _) => {
            imports.runtime_module("json/document");
            return None;
        }
        (ShapeKind::Timestamp(_), Some(TimestampFormat::DateTime)) => quote!(DateTime),
        (ShapeKind::Timestamp(_), Some(TimestampFormat::HttpDate)) => quote!(HttpDate),
        _ => return None,
    };
    let value_format = imports.runtime("value_format");
    Some(quote!(#value_format::#format))
}
