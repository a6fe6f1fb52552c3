//! The accessors of an operation's output: its lists as slices, in which an absent list is empty.
//!
//! An accessor has the name of its field. It collides with no other method, because an output has no setters. Structures that
//! requests contain, too, have setters, so that structures within outputs have no accessors.

use super::context::ServiceContext;
use super::rust_struct::{Field, Struct};
use super::structure::is_made_by_callers;
use crate::ir::ShapeKind;
use crate::output::FileItem;

impl Struct<'_> {
    /// The accessors, if there are any.
    pub fn accessors(&self, context: ServiceContext<'_>) -> Option<FileItem> {
        let accessor = |field: &Field<'_>| match context.slice.model.kind(&field.member.target) {
            // The methods of traits keep their names.
            Some(ShapeKind::List(element)) if field.names.field == field.names.setter => {
                let is_structure =
                    matches!(context.slice.model.kind(element), Some(ShapeKind::Structure(_)));
                Some(accessor(field, is_structure && is_made_by_callers(context, element)))
            }
            _ => None,
        };
        let accessors: Vec<String> = self.fields.iter().filter_map(accessor).collect();
        let Self { name, .. } = self;
        let methods = accessors.join("\n");
        (!accessors.is_empty()).then(|| FileItem::Text(format!("impl {name} {{\n{methods}}}\n")))
    }
}

/// The accessor of a list. If its elements are `#[must_use]`, the accessor is so, too.
fn accessor(field: &Field<'_>, elements_are_must_use: bool) -> String {
    let must_use = if elements_are_must_use { "" } else { "    #[must_use]\n" };
    let (name, ty) = (&field.names.field, &field.ty);
    let element = ty.strip_prefix("Vec<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(ty);
    format!(
        "    /// The list `{name}`. It is empty if the response does not contain it.
{must_use}    pub fn {name}(&self) -> &[{element}] {{
        self.{name}.as_deref().unwrap_or_default()
    }}
"
    )
}
