//! Fake responses of the REST binding.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Message, MessageRole};
use crate::emit::codec::BodyCodec;
use crate::emit::codec::xml::tag;
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{HttpLocation, ShapeId, TextEncoding};

/// The steps that write to `reply`, and those that write headers and the body to its `request`.
#[derive(Default)]
pub struct WrittenReply {
    pub to_reply: Option<TokenStream>,
    pub to_request: Vec<TokenStream>,
}

impl WrittenReply {
    /// A step that writes to `reply`.
    pub fn to_reply(step: TokenStream) -> Self {
        Self { to_reply: Some(step), to_request: Vec::new() }
    }

    /// A step that writes to the `request` of the reply.
    pub fn to_request(step: TokenStream) -> Self {
        Self { to_reply: None, to_request: vec![step] }
    }
}

/// The steps that write an output or an error. `body` writes the body members.
pub fn written(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    id: Option<&ShapeId>,
    codec: &dyn BodyCodec,
    body: impl FnOnce(&mut Imports) -> TokenStream,
) -> WrittenReply {
    let message = Message::new(context, MessageRole::Reply, id);
    let mut steps = message.headers(imports, &[]);
    let payload = message.at(HttpLocation::Payload).next();
    match payload {
        Some((member, field)) if member.text_encoding == Some(TextEncoding::RootElement) => {
            imports.runtime_module("xml/request");
            let root = tag::of_payload(context, member);
            steps.push(quote! {
                if let Some(text) = &self.#field {
                    request.xml_payload(#root, text)?;
                }
            });
        }
        Some((member, field)) => steps.push(message.payload(imports, member, field, codec)),
        None if message.has_body_members() => steps.push(body(imports)),
        None => {}
    }
    let status = message.at(HttpLocation::StatusCode).next();
    let status = status.map(|(_, field)| quote!(reply.status(self.#field)?;));
    WrittenReply { to_reply: status, to_request: steps }
}
