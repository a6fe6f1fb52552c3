//! The protocol rpcv2Cbor: requests and responses are CBOR, and the path contains the name of the operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::emit::binding::rest::WrittenReply;
use crate::emit::binding::rpc;
use crate::emit::codec::{cbor, json};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Role, Struct};
use crate::emit::rust_union::Union;
use crate::ir::{Operation, ShapeId};
use crate::output::FileItem;

/// The emitter of rpcv2Cbor.
pub struct RpcV2Cbor;

impl Emitter for RpcV2Cbor {
    fn request(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        let service = &context.slice.model.service;
        let rpc_v2_cbor = imports.runtime_path("protocol/rpc_v2_cbor");
        let path = service.protocol.path(&operation.name);
        let start = if operation.input.is_some() {
            quote!(#rpc_v2_cbor::request(#path, self))
        } else {
            quote!(#rpc_v2_cbor::request_without_input(#path))
        };
        let query_mode =
            service.query_compatible.then(|| quote!(#rpc_v2_cbor::query_mode(&mut request);));
        rpc::request(context, imports, operation, &start, query_mode)
    }

    fn parse(
        &self,
        _: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        let rpc_v2_cbor = imports.runtime_path("protocol/rpc_v2_cbor");
        let reply = quote!(#rpc_v2_cbor::reply::<Self::Error>(status, headers, body)?);
        if operation.output.is_some() {
            quote!(Ok(#reply.cbor()?))
        } else {
            quote!(#reply; Ok(Self::Output::default()))
        }
    }

    fn error_detail(
        &self,
        context: ServiceContext<'_>,
        _: &mut Imports,
        id: &ShapeId,
    ) -> Option<TokenStream> {
        rpc::error_detail(context, id, quote!(reply.cbor_error(self);))
    }

    fn tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        structure: &Struct<'_>,
        directions: Directions,
    ) -> Vec<FileItem> {
        let is_nested = structure.is_nested(context);
        let is_message = matches!(structure.role, Role::Request | Role::Reply);
        // An input or output without members is an empty map.
        let is_needed =
            is_nested || structure.has_body_members() || (is_message && structure.id.is_some());
        if !is_needed {
            return Vec::new();
        }
        // With serde, `directions` are those of the serde form.
        let directions = match structure.id.filter(|_| is_nested) {
            Some(id) => Directions::new(context, id, false),
            None => directions,
        };
        let mut tables = vec![cbor::structure_table(context, imports, structure, directions)];
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
        let directions = Directions::new(context, union.id, false);
        let mut tables = vec![cbor::union_table(context, imports, union, directions)];
        if context.serde {
            imports.runtime_module("json/cbor_value");
            tables.push(json::union_table(context, imports, union, Directions::Both));
        }
        tables
    }

    fn fake_error(&self, _: ServiceContext<'_>) -> (&'static str, TokenStream) {
        ("fakes/cbor", quote!(cbor::error))
    }

    fn fake_output(
        &self,
        _: ServiceContext<'_>,
        imports: &mut Imports,
        _: &Operation,
        output: &Struct<'_>,
    ) -> WrittenReply {
        let body = match output.id {
            Some(_) if output.has_body_members() => {
                imports.runtime("cbor");
                quote!(cbor::encode::bytes(self))
            }
            // An empty map.
            Some(_) => quote!(vec![0xa0]),
            None => quote!(Vec::new()),
        };
        imports.runtime_module("fakes/cbor");
        WrittenReply::to_reply(quote!(reply.cbor(#body);))
    }

    fn fake_error_members(
        &self,
        _: ServiceContext<'_>,
        imports: &mut Imports,
        error: &Struct<'_>,
    ) -> WrittenReply {
        if !error.has_body_members() {
            return WrittenReply::default();
        }
        imports.runtime("cbor");
        WrittenReply::to_request(
            quote!(request.body("application/cbor", cbor::encode::bytes(self));),
        )
    }
}
