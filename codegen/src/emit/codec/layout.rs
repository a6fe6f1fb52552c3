//! The layouts of lists and maps in XML and forms, in the brackets of a table row.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::ServiceContext;
use crate::ir::{ShapeId, ShapeKind, XmlElement};

/// The differences between the layouts of XML and of the two kinds of forms.
#[derive(Clone, Copy)]
pub struct LayoutRules {
    /// Whether all lists are flattened.
    pub flattens_lists: bool,
    /// The name of an element with values of a shape. `usual` is its name unless the model sets one.
    pub name: fn(ServiceContext<'_>, element: &XmlElement, usual: &str, of: &ShapeId) -> String,
}

/// The name of an element without its namespace.
pub fn plain_name(_: ServiceContext<'_>, element: &XmlElement, usual: &str, _: &ShapeId) -> String {
    element.name.clone().unwrap_or_else(|| usual.to_owned())
}

/// The layout of a member with this shape, or `None` for a single value.
pub fn layout(
    context: ServiceContext<'_>,
    rules: LayoutRules,
    id: &ShapeId,
    is_flattened: bool,
) -> Option<TokenStream> {
    let shape = context.slice.model.shapes.get(id)?;
    let name = |own: &XmlElement, usual: &str, id: &ShapeId| (rules.name)(context, own, usual, id);
    match &shape.kind {
        ShapeKind::List(element) => {
            let of = layout(context, rules, element, false);
            if is_flattened || rules.flattens_lists {
                return Some(quote!([* #of]));
            }
            let element = name(&shape.xml.element, "member", element);
            Some(quote!([/ #element #of]))
        }
        ShapeKind::Map { key, value } => {
            let of = layout(context, rules, value, false);
            let (key, value) =
                (name(&shape.xml.key, "key", key), name(&shape.xml.value, "value", value));
            Some(if is_flattened {
                quote!([* #key #value #of])
            } else {
                quote!([/ "entry" #key #value #of])
            })
        }
        _ => None,
    }
}
