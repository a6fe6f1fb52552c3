//! The formats of values, for the rows of tables. All codecs share them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Field, Role, Struct};
use crate::emit::types::{is_boxed, rust_type, tokens};
use crate::ir::{Member, ShapeId, ShapeKind, TextEncoding, TimestampFormat};

/// The format of a scalar in a codec, or `None` for the default format. The timestamp format is that of the model.
pub type ScalarFormat =
    fn(&mut Imports, &ShapeKind, Option<TimestampFormat>) -> Option<TokenStream>;

/// The format of a text with an encoding, or `None` if the codec has no such encoding.
pub type EncodedFormat = fn(&mut Imports, TextEncoding) -> Option<TokenStream>;

/// The formats of a codec.
#[derive(Clone, Copy)]
pub struct Formats {
    /// The formats of scalars.
    pub scalar: ScalarFormat,
    /// The formats of texts with an encoding.
    pub encoded: EncodedFormat,
    /// The runtime module for sparse lists and maps, if the codec has them.
    pub sparse: Option<&'static str>,
}

/// The format of a member, or `None` for the default format. `holder` is the shape with the member, or `None` for an
/// operation's own input or output.
pub fn format(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    holder: Option<&ShapeId>,
    member: &Member,
    formats: Formats,
) -> Option<TokenStream> {
    if is_boxed(context, holder, member) {
        let value_format = imports.runtime("value_format");
        return Some(quote!(#value_format::Boxed));
    }
    let is_text = context.slice.model.kind(&member.target) == Some(&ShapeKind::String);
    if let Some(encoding) = member.text_encoding.filter(|_| is_text) {
        return (formats.encoded)(imports, encoding);
    }
    value_format(context, imports, (&member.target, member.timestamp_format), formats)
}

/// The format of a field of a structure with one table, or `None` for the default format. Requests fill idempotency tokens
/// in, with a module of the runtime.
pub fn field_format(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
    field: &Field<'_>,
    (formats, token): (Formats, &'static str),
) -> Option<TokenStream> {
    if structure.role == Role::Request && field.member.idempotency_token {
        imports.runtime_module(token);
        let value_format = imports.runtime("value_format");
        return Some(quote!(#value_format::Token));
    }
    let format = format(context, imports, structure.holder(), field.member, formats)?;
    Some(if field.optional { quote!(Option<#format>) } else { format })
}

fn value_format(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    (id, of_member): (&ShapeId, Option<TimestampFormat>),
    formats: Formats,
) -> Option<TokenStream> {
    let sparse = formats.sparse.filter(|_| context.slice.model.is_sparse(id));
    match context.slice.model.kind(id)? {
        ShapeKind::List(element) => {
            let element = value_format(context, imports, (element, None), formats);
            if let Some(module) = sparse {
                return Some(of_sparse(imports, module, &quote!(SparseList), element));
            }
            let element = element?;
            Some(quote!(Vec<#element>))
        }
        ShapeKind::Map { key, value } => {
            let value = value_format(context, imports, (value, None), formats);
            if let Some(module) = sparse {
                return Some(of_sparse(imports, module, &quote!(SparseMap), value));
            }
            let value = value?;
            let key = tokens(&rust_type(context, imports, key));
            let map = imports.btree_map();
            Some(quote!(#map<#key, #value>))
        }
        kind => {
            let of_shape = match kind {
                ShapeKind::Timestamp(of_shape) => *of_shape,
                _ => None,
            };
            (formats.scalar)(imports, kind, of_member.or(of_shape))
        }
    }
}

/// The format of a sparse list or map with elements of a format.
fn of_sparse(
    imports: &mut Imports,
    module: &'static str,
    name: &TokenStream,
    element: Option<TokenStream>,
) -> TokenStream {
    imports.runtime_module(module);
    let value_format = imports.runtime("value_format");
    let element = element.unwrap_or_else(|| quote!(#value_format::Usual));
    quote!(#value_format::#name<#element>)
}

/// The format of a scalar that XML or a form writes. The default format of timestamps is RFC 3339. `blob` is the module of
/// the runtime that writes blobs.
pub fn text_scalar(
    imports: &mut Imports,
    kind: &ShapeKind,
    timestamp_format: Option<TimestampFormat>,
    blob: &'static str,
) -> Option<TokenStream> {
    let format = match (kind, timestamp_format) {
        (ShapeKind::Blob, _) => {
            imports.runtime_module(blob);
            quote!(Blob)
        }
        (ShapeKind::Timestamp(_), Some(TimestampFormat::EpochSeconds)) => quote!(EpochSeconds),
        (ShapeKind::Timestamp(_), Some(TimestampFormat::HttpDate)) => quote!(HttpDate),
        _ => return None,
    };
    let value_format = imports.runtime("value_format");
    Some(quote!(#value_format::#format))
}
