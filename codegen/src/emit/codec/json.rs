//! JSON: the formats of values, and the tables of structures and unions.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::BodyCodec;
use crate::emit::context::Context;
use crate::emit::rust_struct::{Directions, Field, Role, Struct};
use crate::emit::scope::Scope;
use crate::emit::types::{is_boxed, rust_type, tokens};
use crate::ir::{Member, ShapeId, ShapeKind, TimestampFormat};
use crate::output::{Item, Row, Table};

/// JSON bodies.
pub struct Json;

impl BodyCodec for Json {
    fn write_body(&self) -> TokenStream {
        quote!(request.json(self);)
    }

    fn write_payload(
        &self,
        context: Context<'_>,
        scope: &mut Scope,
        member: &Member,
        field: &Ident,
    ) -> TokenStream {
        payload(context, scope, member);
        // A structure has a body even if it is unset.
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
        context: Context<'_>,
        scope: &mut Scope,
        member: &Member,
    ) -> TokenStream {
        payload(context, scope, member);
        quote!(reply.json_payload())
    }
}

/// Brings the modules into scope that read and write a payload. Its format is the usual one.
fn payload(context: Context<'_>, scope: &mut Scope, member: &Member) {
    scope.runtime_module("json/payload");
    format(context, scope, None, member);
}

/// The table of the members that a structure has in a body.
pub fn table(
    context: Context<'_>,
    scope: &mut Scope,
    structure: &Struct<'_>,
    directions: Directions,
) -> Item {
    let is_strict = directions == Directions::Both && !structure.is_default();
    let name = match directions {
        Directions::Decoded => quote!(json::decode),
        Directions::Encoded => quote!(json::encode),
        Directions::Both if is_strict => quote!(serde_form::strict_object),
        Directions::Both => quote!(json::object),
    };
    scope.runtime("json");
    if is_strict {
        scope.runtime("serde_form");
    } else {
        uses(scope, directions, ["decode", "encode", "object"]);
    }
    let rows = structure.body_fields().map(|field| {
        let is_token = structure.role == Role::Request && field.member.idempotency_token;
        let format = if is_token {
            Some(token(scope))
        } else {
            field_format(context, scope, structure, field)
        };
        Row { format, ..row(&field.member.wire_name, field) }
    });
    let rows = rows.collect();
    Item::Table(Table { name, subject: structure.name.clone(), rows })
}

/// The format of a field's value, unless it is the usual one.
pub fn field_format(
    context: Context<'_>,
    scope: &mut Scope,
    structure: &Struct<'_>,
    field: &Field<'_>,
) -> Option<TokenStream> {
    let format = format(context, scope, structure.holder(), field.member)?;
    Some(if field.optional { quote!(Option<#format>) } else { format })
}

/// A row for a field, in the usual format.
pub fn row(name: &str, field: &Field<'_>) -> Row {
    Row { wire: name.to_owned(), also: None, name: field.names.field.clone(), format: None }
}

/// The table of a union.
pub fn union_table(
    scope: &mut Scope,
    name: &Ident,
    rows: Vec<Row>,
    directions: Directions,
) -> Item {
    scope.runtime("json");
    uses(scope, directions, ["decode_union", "encode_union", "union"]);
    let table = match directions {
        Directions::Decoded => quote!(json::decode_union),
        Directions::Encoded => quote!(json::encode_union),
        Directions::Both => quote!(json::union),
    };
    Item::Table(Table { name: table, subject: name.clone(), rows })
}

/// Uses the macro that reads, the one that writes, or that for both, which calls them.
fn uses(scope: &mut Scope, directions: Directions, macros: [&'static str; 3]) {
    let [decode, encode, _] = macros;
    let used = match directions {
        Directions::Decoded => &[decode][..],
        Directions::Encoded => &[encode],
        Directions::Both => &macros,
    };
    for name in used {
        scope.runtime_module(name);
    }
}

/// The format of an idempotency token.
fn token(scope: &mut Scope) -> TokenStream {
    scope.runtime_module("json/token");
    let value_format = scope.runtime("value_format");
    quote!(#value_format::Token)
}

/// The format of a member's value, unless it is the usual one. `holder` is the shape whose type has the member; none
/// for the types of an operation itself.
pub fn format(
    context: Context<'_>,
    scope: &mut Scope,
    holder: Option<&ShapeId>,
    member: &Member,
) -> Option<TokenStream> {
    if is_boxed(context, holder, member) {
        let value_format = scope.runtime("value_format");
        return Some(quote!(#value_format::Boxed));
    }
    format_of(context, scope, &member.target, member.timestamp_format)
}

fn format_of(
    context: Context<'_>,
    scope: &mut Scope,
    id: &ShapeId,
    of_member: Option<TimestampFormat>,
) -> Option<TokenStream> {
    let named = |scope: &mut Scope, format: TokenStream| {
        let value_format = scope.runtime("value_format");
        Some(quote!(#value_format::#format))
    };
    match context.slice.model.kind(id)? {
        ShapeKind::Timestamp(of_shape) => match of_member.or(*of_shape)? {
            TimestampFormat::EpochSeconds => None,
            TimestampFormat::DateTime => named(scope, quote!(DateTime)),
            TimestampFormat::HttpDate => named(scope, quote!(HttpDate)),
        },
        ShapeKind::Blob => {
            scope.runtime_module("json/blob");
            named(scope, quote!(Blob))
        }
        ShapeKind::Document => {
            scope.runtime_module("json/document");
            None
        }
        ShapeKind::List(element) => match format_of(context, scope, element, None) {
            element if context.slice.model.is_sparse(id) => {
                scope.runtime_module("json/sparse");
                let element = element.unwrap_or_else(|| usual(scope));
                named(scope, quote!(SparseList<#element>))
            }
            element => element.map(|element| quote!(Vec<#element>)),
        },
        ShapeKind::Map { key, value } => match format_of(context, scope, value, None) {
            value if context.slice.model.is_sparse(id) => {
                scope.runtime_module("json/sparse");
                let value = value.unwrap_or_else(|| usual(scope));
                named(scope, quote!(SparseMap<#value>))
            }
            value => {
                let value = value?;
                let key = tokens(&rust_type(context, scope, key));
                let map = scope.btree_map();
                Some(quote!(#map<#key, #value>))
            }
        },
        _ => None,
    }
}

/// The usual format, where one must be named.
fn usual(scope: &mut Scope) -> TokenStream {
    let value_format = scope.runtime("value_format");
    quote!(#value_format::Usual)
}
