//! The Rust types of shapes.

use proc_macro2::TokenStream;

use super::context::ServiceContext;
use super::imports::Imports;
use super::runtime::values;
use crate::ir::{Member, ShapeId, ShapeKind};

/// The Rust type of a shape's values.
pub fn rust_type(context: ServiceContext<'_>, imports: &mut Imports, id: &ShapeId) -> String {
    let name = match context.slice.model.kind(id) {
        Some(ShapeKind::Boolean) => "bool",
        Some(ShapeKind::Integer) => "i32",
        Some(ShapeKind::Long) => "i64",
        Some(ShapeKind::Float) => float(imports, "f32"),
        Some(ShapeKind::Double) => float(imports, "f64"),
        Some(ShapeKind::Blob) => "Vec<u8>",
        Some(ShapeKind::String) | None => "String",
        Some(ShapeKind::Timestamp(_)) => {
            imports.runtime("Timestamp");
            "Timestamp"
        }
        Some(ShapeKind::Document) => {
            imports.runtime("Document");
            "Document"
        }
        Some(ShapeKind::Enum(_) | ShapeKind::Structure(_) | ShapeKind::Union(_)) => {
            return imports.shared(context.names, id);
        }
        Some(ShapeKind::List(element)) => {
            imports.runtime_module(values::COLLECTIONS);
            return format!("Vec<{}>", element_type(context, imports, id, element));
        }
        Some(ShapeKind::Map { key, value }) => {
            imports.runtime_module(values::COLLECTIONS);
            let key = rust_type(context, imports, key);
            let value = element_type(context, imports, id, value);
            imports.btree_map();
            return format!("BTreeMap<{key}, {value}>");
        }
    };
    name.to_owned()
}

/// A type of floats.
fn float(imports: &mut Imports, ty: &'static str) -> &'static str {
    imports.runtime_module(values::FLOATS);
    ty
}

/// The type of the elements of a list or map.
pub fn element_type(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    collection: &ShapeId,
    element: &ShapeId,
) -> String {
    let element = rust_type(context, imports, element);
    if context.slice.model.is_sparse(collection) { format!("Option<{element}>") } else { element }
}

/// The Rust type of a member. `holder` is the shape with the member, or `None` for an operation's own input or output.
pub fn member_type(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    holder: Option<&ShapeId>,
    member: &Member,
) -> String {
    let ty = rust_type(context, imports, &member.target);
    if is_boxed(context, holder, member) { format!("Box<{ty}>") } else { ty }
}

/// Whether a member is boxed: if the type is recursive, or a structure in a union. Without a box, the structure would
/// enlarge all variants.
pub fn is_boxed(context: ServiceContext<'_>, holder: Option<&ShapeId>, member: &Member) -> bool {
    let Some(id) = holder else { return false };
    let kind = |id| context.slice.model.kind(id);
    let is_structure = matches!(kind(&member.target), Some(ShapeKind::Structure(_)));
    let in_union = matches!(kind(id), Some(ShapeKind::Union(_)));
    is_structure && in_union || context.slice.boxed.contains(&(id.clone(), member.name.clone()))
}

/// A type as tokens.
pub fn tokens(ty: &str) -> TokenStream {
    ty.parse().unwrap_or_default()
}
