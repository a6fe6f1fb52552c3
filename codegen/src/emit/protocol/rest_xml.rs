//! The protocol restXml: members are in the path, query string, headers and an XML body.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::emit::binding::rest::{self, WrittenReply};
use crate::emit::codec::BodyCodec;
use crate::emit::codec::json;
use crate::emit::codec::xml::{self, Xml};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Struct};
use crate::emit::rust_union::Union;
use crate::emit::s3;
use crate::ir::{Operation, Protocol, ShapeId};
use crate::output::FileItem;

/// The emitter of restXml.
pub struct RestXml;

impl Emitter for RestXml {
    fn request(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        rest::request(context, imports, operation, &Xml)
    }

    fn parse(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        let has_errors = operation.customization.errors_in_success;
        let path = if has_errors { "s3/reply" } else { "protocol/rest_xml" };
        let module = imports.runtime_path(path);
        let reply = quote!(#module::reply::<Self::Error>(status, headers, body)?);
        rest::parse(context, imports, operation, &reply, &Xml)
    }

    fn error_detail(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        id: &ShapeId,
    ) -> Option<TokenStream> {
        rest::error_detail(context, imports, id, &Xml)
    }

    fn tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        structure: &Struct<'_>,
        directions: Directions,
    ) -> Vec<FileItem> {
        let is_nested = structure.is_nested(context);
        if !is_nested && !structure.has_body_members() {
            return Vec::new();
        }
        // With serde, `directions` are those of the serde form.
        let directions = match structure.id.filter(|_| is_nested) {
            Some(id) => Directions::new(context, id, false),
            None => directions,
        };
        let mut tables = xml::tables(context, imports, structure, directions);
        if context.serde && is_nested {
            tables.push(json::table(context, imports, structure, Directions::Both));
        }
        tables
    }

    fn union_tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        union: &Union<'_>,
    ) -> Vec<FileItem> {
        let mut tables = xml::union_tables(context, imports, union);
        if context.serde {
            tables.push(json::union_table(context, imports, union, Directions::Both));
        }
        tables
    }

    fn fake_error(&self, context: ServiceContext<'_>) -> (&'static str, TokenStream) {
        let protocol = &context.slice.model.service.protocol;
        let is_wrapped = matches!(protocol, Protocol::RestXml { wraps_errors: true });
        let function = if is_wrapped { quote!(xml::error_in_response) } else { quote!(xml::error) };
        ("fakes/xml", function)
    }

    fn fake_output(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
        output: &Struct<'_>,
    ) -> WrittenReply {
        let root = output.id.map_or("", ShapeId::as_str);
        rest::written(context, imports, output.id, &Xml, |imports| {
            let Some(encode) = s3::encode_keys(context, imports, operation) else {
                return xml::payload(imports, root, &quote!(self));
            };
            let write = xml::payload(imports, root, &quote!(&output));
            quote! {
                let mut output = self.clone();
                #encode
                #write
            }
        })
    }

    fn fake_error_members(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        error: &Struct<'_>,
    ) -> WrittenReply {
        rest::written(context, imports, error.id, &Xml, |imports| {
            xml::payload(imports, "Error", &quote!(self))
        })
    }

    fn event_codec(&self) -> Option<&'static dyn BodyCodec> {
        Some(&Xml)
    }
}
