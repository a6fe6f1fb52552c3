//! The Rust type and the JSON form of a shape.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::scope::Scope;
use crate::ir::{Member, ShapeId, ShapeKind, TimestampFormat};

/// The Rust type of a shape's values.
pub fn rust_type(context: Context<'_>, scope: &mut Scope, id: &ShapeId) -> String {
    let name = match context.slice.model.kind(id) {
        Some(ShapeKind::Boolean) => "bool",
        Some(ShapeKind::Integer) => "i32",
        Some(ShapeKind::Long) => "i64",
        Some(ShapeKind::Float) => "f32",
        Some(ShapeKind::Double) => "f64",
        Some(ShapeKind::Blob) => "Vec<u8>",
        Some(ShapeKind::String) | None => "String",
        Some(ShapeKind::Timestamp(_)) => {
            scope.runtime("Timestamp");
            "Timestamp"
        }
        Some(ShapeKind::Document) => {
            scope.runtime("Document");
            "Document"
        }
        Some(ShapeKind::Enum(_) | ShapeKind::Structure(_) | ShapeKind::Union(_)) => {
            return scope.shared(context.names, id);
        }
        Some(ShapeKind::List(element)) => {
            return format!("Vec<{}>", element_type(context, scope, id, element));
        }
        Some(ShapeKind::Map { key, value }) => {
            let key = rust_type(context, scope, key);
            let value = element_type(context, scope, id, value);
            scope.btree_map();
            return format!("BTreeMap<{key}, {value}>");
        }
    };
    name.to_owned()
}

/// The type of the elements of a list or map.
pub fn element_type(
    context: Context<'_>,
    scope: &mut Scope,
    collection: &ShapeId,
    element: &ShapeId,
) -> String {
    let element = rust_type(context, scope, element);
    if context.slice.model.is_sparse(collection) { format!("Option<{element}>") } else { element }
}

/// The Rust type of a member's value. `holder` is the shape whose type has the member; none for the types of an
/// operation itself, which nothing else holds.
pub fn member_type(
    context: Context<'_>,
    scope: &mut Scope,
    holder: Option<&ShapeId>,
    member: &Member,
) -> String {
    let ty = rust_type(context, scope, &member.target);
    if is_boxed(context, holder, member) { format!("Box<{ty}>") } else { ty }
}

/// Whether the value of a member is in a box: where it holds what it is a member of; and structures in unions, so
/// that one that is large, or grows, does not make all other variants so.
fn is_boxed(context: Context<'_>, holder: Option<&ShapeId>, member: &Member) -> bool {
    let Some(id) = holder else { return false };
    let kind = |id| context.slice.model.kind(id);
    let is_structure = matches!(kind(&member.target), Some(ShapeKind::Structure(_)));
    let in_union = matches!(kind(id), Some(ShapeKind::Union(_)));
    is_structure && in_union || context.slice.boxed.contains(&(id.clone(), member.name.clone()))
}

/// Whether an argument for a member is anything that becomes its type.
pub fn is_converted(context: Context<'_>, holder: Option<&ShapeId>, member: &Member) -> bool {
    use ShapeKind::{Blob, Enum, String, Timestamp};
    let kind = context.slice.model.kind(&member.target);
    matches!(kind, Some(Blob | Enum(_) | String | Timestamp(_)))
        || is_boxed(context, holder, member)
}

/// A type as templates take it.
pub fn tokens(ty: &str) -> TokenStream {
    ty.parse().unwrap_or_default()
}

/// The JSON form of a member's value, unless it is the usual one.
pub fn form(
    context: Context<'_>,
    scope: &mut Scope,
    holder: Option<&ShapeId>,
    member: &Member,
) -> Option<TokenStream> {
    if is_boxed(context, holder, member) {
        let codec = scope.runtime("codec");
        return Some(quote!(#codec::Boxed));
    }
    form_of(context, scope, &member.target, member.timestamp_format)
}

fn form_of(
    context: Context<'_>,
    scope: &mut Scope,
    id: &ShapeId,
    of_member: Option<TimestampFormat>,
) -> Option<TokenStream> {
    match context.slice.model.kind(id)? {
        ShapeKind::Timestamp(of_shape) => match of_member.or(*of_shape)? {
            TimestampFormat::EpochSeconds => None,
            TimestampFormat::DateTime => {
                let codec = scope.runtime("codec");
                Some(quote!(#codec::DateTime))
            }
            TimestampFormat::HttpDate => {
                let codec = scope.runtime("codec");
                Some(quote!(#codec::HttpDate))
            }
        },
        ShapeKind::Blob => {
            let base64 = scope.runtime("base64");
            Some(quote!(#base64::Base64))
        }
        ShapeKind::List(element) => match form_of(context, scope, element, None) {
            element if context.slice.model.is_sparse(id) => {
                let (sparse, element) =
                    (scope.runtime("sparse"), element.unwrap_or_else(|| usual(scope)));
                Some(quote!(#sparse::SparseList<#element>))
            }
            element => element.map(|element| quote!(Vec<#element>)),
        },
        ShapeKind::Map { key, value } => match form_of(context, scope, value, None) {
            value if context.slice.model.is_sparse(id) => {
                let (sparse, value) =
                    (scope.runtime("sparse"), value.unwrap_or_else(|| usual(scope)));
                Some(quote!(#sparse::SparseMap<#value>))
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

/// The usual form, where one must be named.
fn usual(scope: &mut Scope) -> TokenStream {
    let codec = scope.runtime("codec");
    quote!(#codec::Usual)
}
