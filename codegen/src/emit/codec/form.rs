//! Forms: the tables of structures that are sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::format::{Formats, field_format, format, text_scalar};
use super::layout::{LayoutRules, layout, plain_name};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::Struct;
use crate::emit::rust_union::Union;
use crate::ir::{Protocol, TextEncoding};
use crate::output::{FileItem, MacroRow, MacroTable};

const FORMATS: Formats = Formats {
    scalar: |imports, kind, format| text_scalar(imports, kind, format, "form/blob"),
    encoded,
    sparse: None,
};

/// The runtime module for idempotency tokens.
const TOKEN: &str = "form/token";

/// The table of a structure's members in requests.
pub fn encode_table(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
) -> FileItem {
    imports.runtime("form");
    imports.runtime_module("form::encode");
    let (protocol, rules) = rules(context);
    let rows = structure.body_fields().map(|field| {
        let member = field.member;
        MacroRow {
            layout: layout(context, rules, &member.target, member.xml.flattened),
            format: field_format(context, imports, structure, field, (FORMATS, TOKEN)),
            ..MacroRow::new(&member.form_key(protocol), &field.names.field)
        }
    });
    let rows = rows.collect();
    let (name, subject) = (quote!(form::encode), structure.name.clone());
    FileItem::Table(MacroTable { name, subject, rows })
}

/// The table of a union in requests.
pub fn encode_union_table(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    union: &Union<'_>,
) -> FileItem {
    imports.runtime("form");
    imports.runtime_module("form::encode_union");
    let (protocol, rules) = rules(context);
    let rows = union.variants().map(|(member, variant)| MacroRow {
        layout: layout(context, rules, &member.target, member.xml.flattened),
        format: format(context, imports, Some(union.id), member, FORMATS),
        ..MacroRow::new(&member.form_key(protocol), variant)
    });
    let rows = rows.collect();
    let (name, subject) = (quote!(form::encode_union), union.name.clone());
    FileItem::Table(MacroTable { name, subject, rows })
}

/// The protocol, and its layouts.
fn rules(context: ServiceContext<'_>) -> (&Protocol, LayoutRules) {
    let protocol = &context.slice.model.service.protocol;
    (protocol, LayoutRules { flattens_lists: *protocol == Protocol::Ec2, name: plain_name })
}

/// The format of a text with an encoding. Requests have base64 only.
fn encoded(imports: &mut Imports, encoding: TextEncoding) -> Option<TokenStream> {
    (encoding == TextEncoding::Base64).then(|| {
        imports.runtime_module("form/encoded");
        let value_format = imports.runtime("value_format");
        quote!(#value_format::Base64Text)
    })
}
