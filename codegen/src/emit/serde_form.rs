//! The implementations of serde's traits, if the manifest enables them.

use std::borrow::Cow;

use proc_macro2::Ident;
use quote::quote;

use super::codec::json;
use super::context::ServiceContext;
use super::imports::Imports;
use super::rust_struct::Struct;
use crate::ir::ShapeKind;
use crate::output::{FileItem, MacroRow, MacroTable};

/// The implementation for a type with a JSON table.
pub fn for_type(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    name: &Ident,
) -> Option<FileItem> {
    context.serde.then(|| {
        imports.runtime("serde_form");
        FileItem::Text(format!("serde_form::implement!({name});\n"))
    })
}

/// The table of all members of an input, output or error, including members in headers or the URI.
pub fn for_message(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
) -> Option<FileItem> {
    if !context.serde {
        return None;
    }
    imports.runtime("json");
    imports.runtime("serde_form");
    let rows =
        structure.fields.iter().zip(names(context, structure)).map(|(field, name)| MacroRow {
            format: json::field_format(context, imports, structure, field),
            ..json::row(&name, field)
        });
    let rows = rows.collect();
    let name = quote!(serde_form::message);
    Some(FileItem::Table(MacroTable { name, subject: structure.name.clone(), rows }))
}

/// The names of the fields in the serde form.
fn names<'a>(context: ServiceContext<'a>, structure: &Struct<'a>) -> Vec<Cow<'a, str>> {
    let kind = structure.id.and_then(|id| context.slice.model.kind(id));
    let Some(ShapeKind::Structure(shape)) = kind else { return Vec::new() };
    let members = shape.members.iter().zip(shape.message_names());
    members.filter(|(member, _)| !member.is_stream()).map(|(_, name)| name).collect()
}
