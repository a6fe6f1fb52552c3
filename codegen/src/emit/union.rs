//! Unions: an enum with a variant for each member, and the table of wire names.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::ServiceContext;
use super::imports::Imports;
use super::protocol::emitter;
use super::rust_struct::Directions;
use super::rust_union::Union;
use super::text::{documentation, with_deprecation};
use super::types::member_type;
use super::union_methods;
use super::{event_stream, serde_form};
use crate::ir::{Codec, Shape, ShapeId, ShapeKind};
use crate::output::docs::comment;
use crate::output::{FileItem, RustFile};
use crate::services::unions;

/// The file of a union. Returns `None` for other shapes.
pub fn emit(context: ServiceContext<'_>, id: &ShapeId) -> Option<RustFile> {
    let shape = context.slice.model.shapes.get(id)?;
    let ShapeKind::Union(members) = &shape.kind else {
        return None;
    };
    let name = context.names.type_names(id).name;
    let mut imports = Imports::for_type(context.paths, id, &name);
    let has_secrets = shape.sensitive || members.iter().any(|member| context.is_secret(id, member));
    let variants: Vec<UnionVariant> = members
        .iter()
        .zip(context.names.variants(id))
        .map(|(member, name)| UnionVariant {
            name: name.clone(),
            docs: documentation(context, id, member),
            ty: member_type(context, &mut imports, Some(id), member),
            sensitive: context.is_secret(id, member),
        })
        .collect();
    let text = with_deprecation(&context.shape_docs(id), shape.deprecated.as_ref());
    let unknown = unknown(context, &mut imports, shape);
    let directions = Directions::new(context, id, false);
    let methods = context.names.methods(id);
    let conversions = unions::conversions(&context.slice.model, id);
    let mut items = vec![FileItem::Text(definition(&name, &text, &variants, unknown, has_secrets))];
    items.extend(union_methods::methods(&name, &variants, methods, directions));
    if directions != Directions::Decoded {
        items.extend(union_methods::conversions(&name, &variants, members, conversions));
    }
    if has_secrets {
        imports.fmt();
        let redacted = imports.runtime("Redacted");
        items.push(FileItem::Tokens(debug(&name, &variants, &redacted)));
    }
    let union = Union::new(context, id, &name, members);
    items.extend(if shape.event_stream.is_some() {
        event_stream::union_tables(context, &mut imports, &union)
    } else {
        emitter(context).union_tables(context, &mut imports, &union)
    });
    items.extend(serde_form::for_type(context, &mut imports, &name));
    let uses = imports.uses().into_iter().map(FileItem::Group);
    Some(RustFile {
        items: uses.chain(items).collect(),
        runtime: imports.needs(),
        ..RustFile::default()
    })
}

/// A variant of a union.
pub(super) struct UnionVariant {
    pub name: Ident,
    docs: String,
    /// The type of the value.
    pub ty: String,
    sensitive: bool,
}

/// The type of the payload of an unknown event.
const EVENT_PAYLOAD: &str = "Vec<u8>";

/// The type of the value of an unknown member: JSON, CBOR, the content of an XML element, or the payload of an event.
fn unknown(context: ServiceContext<'_>, imports: &mut Imports, shape: &Shape) -> &'static str {
    if shape.event_stream.is_some() {
        return EVENT_PAYLOAD;
    }
    let name = match context.slice.model.service.protocol.request_codec() {
        Codec::Json => "Document",
        Codec::Cbor => "CborValue",
        Codec::Xml | Codec::Form => return "String",
    };
    imports.runtime(name);
    name
}

fn definition(
    name: &Ident,
    text: &str,
    variants: &[UnionVariant],
    unknown: &str,
    has_secrets: bool,
) -> String {
    let docs = comment(text, 0);
    let debug = if has_secrets { "" } else { "Debug, " };
    let unknown_docs = match unknown {
        EVENT_PAYLOAD => "An event that this code does not know: its name and payload.",
        _ => "A member that this code does not know: its name and value.",
    };
    let variants = variants.iter().map(|UnionVariant { name, docs, ty, .. }| {
        format!("{}    {name}({ty}),\n", comment(docs, 1))
    });
    let variants: String = variants.collect();
    format!(
        "{docs}#[derive(Clone, {debug}PartialEq)]
#[non_exhaustive]
pub enum {name} {{
{variants}    /// {unknown_docs}
    Unknown(String, {unknown}),
}}
"
    )
}

/// The implementation of `Debug` for a union with sensitive values.
fn debug(name: &Ident, variants: &[UnionVariant], redacted: &Ident) -> TokenStream {
    let arms = variants.iter().map(|UnionVariant { name, sensitive, .. }| {
        let text = name.to_string();
        if *sensitive {
            quote!(Self::#name(_) => f.debug_tuple(#text).field(&#redacted).finish(),)
        } else {
            quote!(Self::#name(value) => f.debug_tuple(#text).field(value).finish(),)
        }
    });
    quote! {
        impl fmt::Debug for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    #(#arms)*
                    Self::Unknown(name, _) => f.debug_tuple("Unknown").field(name).field(&#redacted).finish(),
                }
            }
        }
    }
}
