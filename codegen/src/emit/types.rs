//! The Rust type and the JSON form of a shape.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::scope::Scope;
use crate::ir::{Member, ShapeId, ShapeKind, TimestampFormat};

/// The Rust type of a shape's values.
pub fn rust_type(context: Context<'_>, scope: &mut Scope, id: &ShapeId) -> TokenStream {
    let kind = context.slice.model.shapes.get(id).map(|shape| &shape.kind);
    match kind {
        Some(ShapeKind::Boolean) => quote!(bool),
        Some(ShapeKind::Integer) => quote!(i32),
        Some(ShapeKind::Long) => quote!(i64),
        Some(ShapeKind::Float) => quote!(f32),
        Some(ShapeKind::Double) => quote!(f64),
        Some(ShapeKind::Blob) => quote!(Vec<u8>),
        Some(ShapeKind::String) | None => quote!(String),
        Some(ShapeKind::Timestamp(_)) => {
            let timestamp = scope.runtime("Timestamp");
            quote!(#timestamp)
        }
        Some(ShapeKind::Enum(_) | ShapeKind::Structure(_)) => scope.shared(context.names, id),
        Some(ShapeKind::List(element)) => {
            let element = rust_type(context, scope, element);
            quote!(Vec<#element>)
        }
        Some(ShapeKind::Map { key, value }) => {
            let (key, value) = (rust_type(context, scope, key), rust_type(context, scope, value));
            let map = scope.btree_map();
            quote!(#map<#key, #value>)
        }
    }
}

/// How an argument of this type is taken, and how it becomes the type.
pub fn argument(context: Context<'_>, scope: &mut Scope, id: &ShapeId) -> (TokenStream, bool) {
    let ty = rust_type(context, scope, id);
    match context.slice.model.shapes.get(id).map(|shape| &shape.kind) {
        Some(ShapeKind::String | ShapeKind::Enum(_) | ShapeKind::Timestamp(_)) => {
            (quote!(impl Into<#ty>), true)
        }
        _ => (ty, false),
    }
}

/// The codec of a member's value, unless it is in its usual form.
pub fn codec(context: Context<'_>, scope: &mut Scope, member: &Member) -> Option<TokenStream> {
    codec_of(context, scope, &member.target, member.timestamp_format)
}

fn codec_of(
    context: Context<'_>,
    scope: &mut Scope,
    id: &ShapeId,
    of_member: Option<TimestampFormat>,
) -> Option<TokenStream> {
    match &context.slice.model.shapes.get(id)?.kind {
        ShapeKind::Timestamp(of_shape) => match of_member.or(*of_shape)? {
            TimestampFormat::EpochSeconds => None,
            TimestampFormat::DateTime => Some(quote!(json::DateTime)),
            TimestampFormat::HttpDate => Some(quote!(json::HttpDate)),
        },
        ShapeKind::List(element) => {
            let element = codec_of(context, scope, element, None)?;
            Some(quote!(Vec<#element>))
        }
        ShapeKind::Map { key, value } => {
            let value = codec_of(context, scope, value, None)?;
            let key = rust_type(context, scope, key);
            let map = scope.btree_map();
            Some(quote!(#map<#key, #value>))
        }
        _ => None,
    }
}
