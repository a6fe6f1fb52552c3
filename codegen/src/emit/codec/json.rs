//! JSON: value formats, and the tables of structures and unions.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::BodyCodec;
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Field, Role, Struct};
use crate::emit::types::{is_boxed, rust_type, tokens};
use crate::ir::{Member, ShapeId, ShapeKind, TimestampFormat};
use crate::output::{FileItem, MacroRow, MacroTable};

/// JSON bodies.
pub struct Json;

impl BodyCodec for Json {
    fn write_body(&self) -> TokenStream {
        quote!(request.json(self);)
    }

    fn write_payload(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        member: &Member,
        field: &Ident,
    ) -> TokenStream {
        payload(context, imports, member);
        // An unset structure is sent as `{}`.
        if matches!(context.slice.model.kind(&member.target), Some(ShapeKind::Structure(_))) {
            return quote!(request.json_payload_object(&self.#field););
        }
        quote!(request.json_payload(&self.#field);)
    }

    fn read_body(&self, reply: &TokenStream) -> TokenStream {
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
    ) -> TokenStream {
        payload(context, imports, member);
        quote!(reply.json_payload())
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
    let is_strict = directions == Directions::Both && !structure.is_default();
    let name = match directions {
        Directions::Decoded => quote!(json::decode),
        Directions::Encoded => quote!(json::encode),
        Directions::Both if is_strict => quote!(serde_form::strict_object),
        Directions::Both => quote!(json::object),
    };
    imports.runtime("json");
    if is_strict {
        imports.runtime("serde_form");
    } else {
        uses(imports, directions, ["decode", "encode", "object"]);
    }
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
    FileItem::Table(MacroTable { name, subject: structure.name.clone(), rows })
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
    MacroRow { wire: name.to_owned(), also: None, name: field.names.field.clone(), format: None }
}

/// The table of a union.
pub fn union_table(
    imports: &mut Imports,
    name: &Ident,
    rows: Vec<MacroRow>,
    directions: Directions,
) -> FileItem {
    imports.runtime("json");
    uses(imports, directions, ["decode_union", "encode_union", "union"]);
    let table = match directions {
        Directions::Decoded => quote!(json::decode_union),
        Directions::Encoded => quote!(json::encode_union),
        Directions::Both => quote!(json::union),
    };
    FileItem::Table(MacroTable { name: table, subject: name.clone(), rows })
}

/// Records the macros for the directions. The macro for both directions calls the other two.
fn uses(imports: &mut Imports, directions: Directions, macros: [&'static str; 3]) {
    let [decode, encode, _] = macros;
    let used = match directions {
        Directions::Decoded => &[decode][..],
        Directions::Encoded => &[encode],
        Directions::Both => &macros,
    };
    for name in used {
        imports.runtime_module(name);
    }
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
    if is_boxed(context, holder, member) {
        let value_format = imports.runtime("value_format");
        return Some(quote!(#value_format::Boxed));
    }
    value_format(context, imports, &member.target, member.timestamp_format)
}

fn value_format(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    id: &ShapeId,
    of_member: Option<TimestampFormat>,
) -> Option<TokenStream> {
    let named = |imports: &mut Imports, format: TokenStream| {
        let value_format = imports.runtime("value_format");
        Some(quote!(#value_format::#format))
    };
    match context.slice.model.kind(id)? {
        ShapeKind::Timestamp(of_shape) => match of_member.or(*of_shape)? {
            TimestampFormat::EpochSeconds => None,
            TimestampFormat::DateTime => named(imports, quote!(DateTime)),
            TimestampFormat::HttpDate => named(imports, quote!(HttpDate)),
        },
        ShapeKind::Blob => {
            imports.runtime_module("json/blob");
            named(imports, quote!(Blob))
        }
        ShapeKind::Document => {
            imports.runtime_module("json/document");
            None
        }
        ShapeKind::List(element) => match value_format(context, imports, element, None) {
            element if context.slice.model.is_sparse(id) => {
                imports.runtime_module("json/sparse");
                let element = element.unwrap_or_else(|| default_format(imports));
                named(imports, quote!(SparseList<#element>))
            }
            element => element.map(|element| quote!(Vec<#element>)),
        },
        ShapeKind::Map { key, value } => match value_format(context, imports, value, None) {
            value if context.slice.model.is_sparse(id) => {
                imports.runtime_module("json/sparse");
                let value = value.unwrap_or_else(|| default_format(imports));
                named(imports, quote!(SparseMap<#value>))
            }
            value => {
                let value = value?;
                let key = tokens(&rust_type(context, imports, key));
                let map = imports.btree_map();
                Some(quote!(#map<#key, #value>))
            }
        },
        _ => None,
    }
}

/// The default format, for places that need a name.
fn default_format(imports: &mut Imports) -> TokenStream {
    let value_format = imports.runtime("value_format");
    quote!(#value_format::Usual)
}
