//! Enums: the variants and the table of their wire values.

use quote::quote;

use super::context::ServiceContext;
use super::imports::Imports;
use super::serde_form;
use super::text::with_deprecation;
use crate::ir::{ShapeId, ShapeKind};
use crate::markdown::code;
use crate::output::docs::comment;
use crate::output::{FileItem, MacroRow, MacroTable, RustFile};

/// The file of an enum. Returns `None` for other shapes.
pub fn emit(context: ServiceContext<'_>, id: &ShapeId) -> Option<RustFile> {
    let ShapeKind::Enum(values) = context.slice.model.kind(id)? else {
        return None;
    };
    let name = context.names.type_names(id).name;
    let variants = context.names.variants(id);
    let documented = values
        .iter()
        .zip(variants)
        .map(|(value, variant)| format!("{}    {variant},\n", comment(&wire_value(value), 1)));
    let documented: String = documented.collect();
    let shape = context.slice.model.shapes.get(id)?;
    let text = with_deprecation(&context.shape_docs(id), shape.deprecated.as_ref());
    let docs = comment(&text, 0);
    let definition = format!(
        "{docs}#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum {name} {{
{documented}    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}}
"
    );
    let rows = values.iter().zip(variants).map(|(value, variant)| MacroRow::new(value, variant));
    let table = MacroTable { name: quote!(open_enum), subject: name.clone(), rows: rows.collect() };
    let mut imports = Imports::for_type(context.paths, id, &name);
    for item in ["open_enum", "request", "value_format"] {
        imports.runtime(item);
    }
    let serde_form = serde_form::for_type(context, &mut imports, &name);
    let uses = imports.uses().into_iter().map(FileItem::Group);
    let items = uses
        .chain([FileItem::Text(definition), FileItem::Table(table)])
        .chain(serde_form)
        .collect();
    Some(RustFile { items, runtime: imports.needs(), ..RustFile::default() })
}

/// A wire value as Markdown.
fn wire_value(value: &str) -> String {
    let value = value.escape_debug().to_string();
    match value.as_str() {
        "" => "The empty string.".to_owned(),
        value => code(value),
    }
}
