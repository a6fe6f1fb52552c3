//! The protocol awsJson: requests are JSON objects, and a header contains the name of the operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::emit::binding::rest::WrittenReply;
use crate::emit::binding::rpc;
use crate::emit::codec::BodyCodec;
use crate::emit::codec::json::{self, Json};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Role, Struct};
use crate::emit::rust_union::Union;
use crate::ir::{Operation, Protocol, ShapeId};
use crate::output::FileItem;

/// The emitter of awsJson.
pub struct AwsJson;

impl Emitter for AwsJson {
    fn request(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        let service = &context.slice.model.service;
        let Protocol::AwsJson { target_prefix, .. } = &service.protocol else {
            return TokenStream::new();
        };
        let aws_json = imports.runtime_path("protocol/aws_json");
        let content_type = content_type(context);
        let target = format!("{target_prefix}.{}", operation.name);
        let start = quote!(#aws_json::request(#content_type, #target, self)?);
        let query_mode = service.query_compatible.then(|| quote!(request.query_mode();));
        rpc::request(context, imports, operation, &start, query_mode)
    }

    fn parse(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        let aws_json = imports.runtime_path("protocol/aws_json");
        let reply = quote!(#aws_json::reply::<Self::Error>(status, headers, body)?);
        let output = Json.read_body(imports, &reply);
        rpc::parse(context, operation, &reply, &output)
    }

    fn error_detail(
        &self,
        context: ServiceContext<'_>,
        _: &mut Imports,
        id: &ShapeId,
    ) -> Option<TokenStream> {
        rpc::error_detail(context, id, Json.read_error())
    }

    fn tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        structure: &Struct<'_>,
        directions: Directions,
    ) -> Vec<FileItem> {
        // A request without members has the body `{}`.
        let is_needed = structure.role == Role::Request
            || structure.has_body_members()
            || structure.is_nested(context);
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
        ("fakes/json", quote!(json::error_with_type))
    }

    fn fake_output(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        _: &Operation,
        output: &Struct<'_>,
    ) -> WrittenReply {
        let content_type = content_type(context);
        let body = if output.has_body_members() {
            imports.runtime("json");
            quote!(json::encode::text(self).into_bytes())
        } else {
            quote!(b"{}".to_vec())
        };
        WrittenReply::to_request(quote!(request.body(#content_type, #body);))
    }

    fn fake_error_members(
        &self,
        _: ServiceContext<'_>,
        _: &mut Imports,
        error: &Struct<'_>,
    ) -> WrittenReply {
        if error.has_body_members() {
            WrittenReply::to_request(quote!(request.json(self);))
        } else {
            WrittenReply::default()
        }
    }

    fn event_codec(&self) -> Option<&'static dyn BodyCodec> {
        Some(&Json)
    }
}

/// The media type of requests and responses.
fn content_type(context: ServiceContext<'_>) -> String {
    match &context.slice.model.service.protocol {
        Protocol::AwsJson { version, .. } => format!("application/x-amz-json-{version}"),
        _ => String::new(),
    }
}
