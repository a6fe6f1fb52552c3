//! Responses and errors.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Message, MessageRole};
use crate::emit::codec::BodyCodec;
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{HttpLocation, Member, Operation, ShapeId, ShapeKind, TextEncoding};

/// The body of `parse()`. `reply` is the expression of the successful response.
pub fn parse(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
    reply: &TokenStream,
    codec: &dyn BodyCodec,
) -> TokenStream {
    let output = Message::new(context, MessageRole::Reply, operation.output.as_ref());
    let bound = output.bound(imports, codec);
    let values = bound.iter().map(Bound::value);
    let fields = bound.iter().map(|bound| &bound.field);
    match (output.has_body_members(), bound.is_empty()) {
        (false, true) => quote!(#reply; Ok(Self::Output::default())),
        (true, true) => {
            let output = codec.read_body(imports, reply);
            quote!(Ok(#output?))
        }
        (true, false) => {
            let body = codec.read_body(imports, &quote!(reply));
            quote! {
                let reply = #reply;
                let mut output: Self::Output = #body?;
                #(output.#fields = #values;)*
                Ok(output)
            }
        }
        (false, false) => {
            let name = context.names.operation(&operation.name).output;
            let others = output.members.len() > bound.len();
            let others = others.then(|| quote!(..Self::Output::default()));
            quote! {
                let reply = #reply;
                Ok(#name { #(#fields: #values,)* #others })
            }
        }
    }
}

/// The body of `ErrorShape::read()`, or `None` for an error without members. Invalid members are ignored, so that they
/// do not hide the error.
pub fn error_detail(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    id: &ShapeId,
    codec: &dyn BodyCodec,
) -> Option<TokenStream> {
    let message = Message::new(context, MessageRole::Reply, Some(id));
    let body = message.has_body_members().then(|| codec.read_error());
    let bound = message.bound(imports, codec);
    let values = bound.iter().map(Bound::lenient_value);
    let fields = bound.iter().map(|bound| &bound.field);
    let is_empty = body.is_none() && bound.is_empty();
    (!is_empty).then(|| quote!(#body #(self.#fields = #values;)*))
}

/// A member of a response that is not a body member, and the expression that reads it.
struct Bound {
    field: Ident,
    read: TokenStream,
    /// Whether the expression is a `Result`.
    fallible: bool,
}

impl Bound {
    fn value(&self) -> TokenStream {
        let read = &self.read;
        if self.fallible { quote!(#read?) } else { quote!(#read) }
    }

    fn lenient_value(&self) -> TokenStream {
        let read = &self.read;
        if self.fallible { quote!(#read.unwrap_or_default()) } else { quote!(#read) }
    }
}

impl Message<'_> {
    /// The members in headers, in the status, and in the payload.
    fn bound(&self, imports: &mut Imports, codec: &dyn BodyCodec) -> Vec<Bound> {
        let mut bound = Vec::new();
        for (member, field) in &self.members {
            let name = &member.wire_name;
            let (read, fallible) = match member.location {
                HttpLocation::Body
                | HttpLocation::Label
                | HttpLocation::Query
                | HttpLocation::Events
                | HttpLocation::Sender => continue,
                HttpLocation::Header => {
                    imports.runtime_module("header");
                    let read = self.read_header(imports, member);
                    match member.text_encoding {
                        Some(TextEncoding::AnyText) => (quote!(#read.unwrap_or_default()), false),
                        _ => (read, true),
                    }
                }
                HttpLocation::PrefixHeaders => {
                    imports.runtime_module("header");
                    (quote!(reply.prefix_headers(#name)), true)
                }
                HttpLocation::StatusCode => (quote!(Some(reply.status().as_u16().into())), false),
                HttpLocation::Payload
                    if member.text_encoding == Some(TextEncoding::RootElement) =>
                {
                    imports.runtime_module("xml/payload");
                    (quote!(reply.xml_root_text()), true)
                }
                HttpLocation::Payload => match self.kind(member) {
                    Some(ShapeKind::Blob) => {
                        imports.runtime_module("payload");
                        (quote!(reply.bytes()), false)
                    }
                    Some(ShapeKind::String | ShapeKind::Enum(_)) => {
                        imports.runtime_module("payload");
                        (quote!(reply.text()), true)
                    }
                    _ => (codec.read_payload(self.context, imports, member, &quote!(reply)), true),
                },
            };
            bound.push(Bound { field: field.clone(), read, fallible });
        }
        bound
    }

    fn read_header(&self, imports: &mut Imports, member: &Member) -> TokenStream {
        let name = &member.wire_name;
        if member.json_text {
            imports.runtime_module("json_text");
            return quote!(reply.header_json_text(#name));
        }
        match self.kind(member) {
            Some(ShapeKind::List(_)) if self.timestamp_format(member).is_some() => {
                quote!(reply.header_timestamps(#name))
            }
            Some(ShapeKind::List(_)) => quote!(reply.header_list(#name)),
            _ => quote!(reply.header(#name)),
        }
    }
}
