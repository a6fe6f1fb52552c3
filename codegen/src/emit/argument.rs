//! The arguments of constructors and setters, and their conversion to the values of fields.

use super::context::ServiceContext;
use super::imports::Imports;
use super::types::{element_type, is_boxed, rust_type};
use crate::ir::{Member, ShapeId, ShapeKind};

/// The argument for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldArgument {
    /// The type.
    pub ty: String,
    /// The method that converts an argument named by the prefix to a value, such as `.into()`, or nothing.
    conversion: &'static str,
    /// The trait of the runtime in the type.
    needs: Option<&'static str>,
}

impl FieldArgument {
    /// The argument for a member whose field has the type `ty`. `holder` is the shape with the member, or `None` for an
    /// operation's own input or output.
    pub fn new(
        context: ServiceContext<'_>,
        imports: &mut Imports,
        holder: Option<&ShapeId>,
        member: &Member,
        ty: &str,
    ) -> Self {
        let id = &member.target;
        let model = &context.slice.model;
        let is_text = |id| matches!(model.kind(id), Some(ShapeKind::String | ShapeKind::Enum(_)));
        let collection = |name: &'static str, inner: String| Self {
            ty: format!("impl {name}<{inner}>"),
            conversion: if name == "IntoTexts" { ".into_texts()" } else { ".into_map()" },
            needs: Some(name),
        };
        let is_dense = !model.is_sparse(id);
        match model.kind(id) {
            _ if is_boxed(context, holder, member) => Self::into(ty),
            Some(ShapeKind::List(element)) if is_dense && is_text(element) => {
                collection("IntoTexts", rust_type(context, imports, element))
            }
            Some(ShapeKind::List(element)) => Self {
                ty: format!(
                    "impl IntoIterator<Item = {}>",
                    element_type(context, imports, id, element)
                ),
                conversion: ".into_iter().collect()",
                needs: None,
            },
            Some(ShapeKind::Map { key, value }) => {
                let name = if is_dense && is_text(value) { "IntoTextMap" } else { "IntoMap" };
                let key = rust_type(context, imports, key);
                let value = element_type(context, imports, id, value);
                collection(name, format!("{key}, {value}"))
            }
            Some(
                ShapeKind::Blob | ShapeKind::Enum(_) | ShapeKind::String | ShapeKind::Timestamp(_),
            ) => Self::into(ty),
            _ => Self { ty: ty.to_owned(), conversion: "", needs: None },
        }
    }

    fn into(ty: &str) -> Self {
        Self { ty: format!("impl Into<{ty}>"), conversion: ".into()", needs: None }
    }

    /// The value of an argument with this name.
    pub fn value(&self, name: &str) -> String {
        format!("{name}{}", self.conversion)
    }

    /// Imports the trait of the runtime in the type.
    pub fn import(&self, imports: &mut Imports) {
        if let Some(name) = self.needs {
            imports.runtime_item("arguments", name);
        }
    }
}
