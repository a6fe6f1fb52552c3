//! The protocol restXml: members are in the path, query string, headers and an XML body.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::emit::binding::rest;
use crate::emit::codec::BodyCodec;
use crate::emit::codec::json;
use crate::emit::codec::xml::{self, Xml};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Struct};
use crate::emit::rust_union::Union;
use crate::ir::{Operation, ShapeId};
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

    fn event_codec(&self) -> Option<&'static dyn BodyCodec> {
        Some(&Xml)
    }
}
