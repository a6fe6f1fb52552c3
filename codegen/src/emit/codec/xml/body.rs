//! XML bodies of the REST binding.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tag;
use crate::emit::codec::BodyCodec;
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{Member, Operation, ShapeId, ShapeKind};

/// XML bodies.
pub struct Xml;

impl BodyCodec for Xml {
    fn write_body(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        imports.runtime_module("xml/request");
        let root = tag::of_input(context, operation);
        quote!(request.xml(#root, self)?;)
    }

    fn write_payload(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        (member, field): (&Member, &Ident),
        is_required: bool,
    ) -> TokenStream {
        imports.runtime_module("xml/request");
        let root = tag::of_payload(context, member);
        if is_required {
            return quote!(request.xml_payload(#root, &self.#field)?;);
        }
        quote! {
            if let Some(payload) = &self.#field {
                request.xml_payload(#root, payload)?;
            }
        }
    }

    fn read_body(&self, imports: &mut Imports, reply: &TokenStream) -> TokenStream {
        imports.runtime_module("xml/payload");
        quote!(#reply.xml_members())
    }

    fn read_error(&self) -> TokenStream {
        quote!(reply.xml_error(self);)
    }

    fn read_payload(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        member: &Member,
        reply: &TokenStream,
    ) -> TokenStream {
        imports.runtime_module("xml/payload");
        // An empty body is a structure without members, as in botocore.
        if matches!(context.slice.model.kind(&member.target), Some(ShapeKind::Structure(_))) {
            return quote!(#reply.xml_payload_object());
        }
        quote!(#reply.xml_payload())
    }

    fn write_event(&self, imports: &mut Imports, id: &ShapeId) -> TokenStream {
        payload(imports, id.as_str(), &quote!(self))
    }

    fn read_exception(&self, imports: &mut Imports) -> TokenStream {
        imports.runtime("xml");
        imports.runtime_module("xml/reply");
        quote!(xml::reply::error(reply))
    }
}

/// The step that writes the members of a value as the body of a request, in a root element.
pub fn payload(imports: &mut Imports, root: &str, value: &TokenStream) -> TokenStream {
    imports.runtime_module("xml/request");
    quote!(request.xml_payload(#root, #value)?;)
}
