//! The protocol restJson1: members are in the path, query string, headers and a JSON body.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::emit::binding::rest::{self, WrittenReply};
use crate::emit::codec::BodyCodec;
use crate::emit::codec::json::{self, Json};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Struct};
use crate::emit::rust_union::Union;
use crate::ir::{Operation, ShapeId};
use crate::output::FileItem;

/// The emitter of restJson1.
pub struct RestJson;

impl Emitter for RestJson {
    fn request(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        rest::request(context, imports, operation, &Json)
    }

    fn parse(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        let oauth_errors = operation.customization.oauth_errors;
        let path = if oauth_errors { "protocol/oauth" } else { "protocol/rest_json" };
        let rest_json = imports.runtime_path(path);
        let reply = quote!(#rest_json::reply::<Self::Error>(status, headers, body)?);
        rest::parse(context, imports, operation, &reply, &Json)
    }

    fn error_detail(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        id: &ShapeId,
    ) -> Option<TokenStream> {
        rest::error_detail(context, imports, id, &Json)
    }

    fn tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        structure: &Struct<'_>,
        directions: Directions,
    ) -> Vec<FileItem> {
        let is_needed = structure.has_body_members() || structure.is_nested(context);
        is_needed
            .then(|| json::table(context, imports, structure, directions))
            .into_iter()
            .collect()
    }

    fn union_tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        union: &Union<'_>,
    ) -> Vec<FileItem> {
        let directions = Directions::new(context, union.id, true);
        vec![json::union_table(context, imports, union, directions)]
    }

    fn fake_error(&self, _: ServiceContext<'_>) -> (&'static str, TokenStream) {
        ("fakes/json", quote!(json::error_with_header))
    }

    fn fake_output(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        _: &Operation,
        output: &Struct<'_>,
    ) -> WrittenReply {
        rest::written(context, imports, output.id, &Json, |_| quote!(request.json(self);))
    }

    fn fake_error_members(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        error: &Struct<'_>,
    ) -> WrittenReply {
        rest::written(context, imports, error.id, &Json, |_| quote!(request.json(self);))
    }

    fn event_codec(&self) -> Option<&'static dyn BodyCodec> {
        Some(&Json)
    }
}
