//! The protocol awsQuery: requests are forms, and responses are XML.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Emitter;
use crate::emit::binding::rest::WrittenReply;
use crate::emit::binding::rpc;
use crate::emit::codec::{form, json, xml};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Role, Struct};
use crate::emit::rust_union::Union;
use crate::ir::{Operation, ShapeId};
use crate::output::FileItem;

/// The emitter of awsQuery.
pub struct Query;

impl Emitter for Query {
    fn request(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        let query = imports.runtime_path("protocol/query");
        request(context, imports, operation, &query)
    }

    fn parse(
        &self,
        _: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        let query = imports.runtime_path("protocol/query");
        let reply = quote!(#query::reply::<Self::Error>(status, headers, body)?);
        let output = if let Some(wrapper) = &operation.xml.result_wrapper {
            quote!(#reply.xml_result(#wrapper))
        } else {
            quote!(#reply.xml())
        };
        quote!(Ok(#output?))
    }

    fn error_detail(
        &self,
        context: ServiceContext<'_>,
        _: &mut Imports,
        id: &ShapeId,
    ) -> Option<TokenStream> {
        error_detail(context, id)
    }

    fn tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        structure: &Struct<'_>,
        directions: Directions,
    ) -> Vec<FileItem> {
        tables(context, imports, structure, directions)
    }

    fn union_tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        union: &Union<'_>,
    ) -> Vec<FileItem> {
        union_tables(context, imports, union)
    }

    fn fake_error(&self, _: ServiceContext<'_>) -> (&'static str, TokenStream) {
        ("fakes/xml", quote!(xml::error_in_response))
    }

    fn fake_output(
        &self,
        _: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
        output: &Struct<'_>,
    ) -> WrittenReply {
        match operation.xml.result_wrapper.as_deref() {
            Some(wrapper) if output.has_body_members() => {
                let root = response_root(operation);
                imports.runtime_module("fakes/xml");
                WrittenReply::to_reply(quote!(reply.xml_result(#root, #wrapper, self)?;))
            }
            _ => fake_output(imports, operation, output),
        }
    }

    fn fake_error_members(
        &self,
        _: ServiceContext<'_>,
        imports: &mut Imports,
        error: &Struct<'_>,
    ) -> WrittenReply {
        fake_error_members(imports, error)
    }
}

/// The body of `request()`. `protocol` is the module of the protocol in the runtime.
pub fn request(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
    protocol: &Ident,
) -> TokenStream {
    let (name, version) = (&operation.name, &context.slice.model.service.api_version);
    let start = quote!(#protocol::request(#name, #version, self));
    rpc::request(context, imports, operation, &start, None)
}

/// The body of `ErrorShape::read()`, or `None` for an error without members.
pub fn error_detail(context: ServiceContext<'_>, id: &ShapeId) -> Option<TokenStream> {
    rpc::error_detail(context, id, quote!(reply.xml_error(self);))
}

/// The tables of a structure: of its members in requests, of those in responses, and of the serde form of nested types.
pub fn tables(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
    directions: Directions,
) -> Vec<FileItem> {
    let is_nested = structure.is_nested(context);
    let is_message = matches!(structure.role, Role::Request | Role::Reply);
    if !is_message && !is_nested && !structure.has_body_members() {
        return Vec::new();
    }
    // With serde, `directions` are those of the serde form.
    let directions = match structure.id.filter(|_| is_nested) {
        Some(id) => Directions::new(context, id, false),
        None => directions,
    };
    let mut tables = Vec::new();
    if directions != Directions::Decoded {
        tables.push(form::encode_table(context, imports, structure));
    }
    if directions != Directions::Encoded {
        tables.push(xml::decode_table(context, imports, structure));
    }
    if context.serde && is_nested {
        tables.push(json::table(context, imports, structure, Directions::Both));
    }
    tables
}

/// The tables of a union, as those of a structure.
pub fn union_tables(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    union: &Union<'_>,
) -> Vec<FileItem> {
    let mut tables = Vec::new();
    let directions = Directions::new(context, union.id, false);
    if directions != Directions::Decoded {
        tables.push(form::encode_union_table(context, imports, union));
    }
    if directions != Directions::Encoded {
        tables.push(xml::decode_union_table(context, imports, union));
    }
    if context.serde {
        tables.push(json::union_table(context, imports, union, Directions::Both));
    }
    tables
}

/// The root element of a response.
fn response_root(operation: &Operation) -> String {
    format!("{}Response", operation.name)
}

/// The steps that write an output in the root element of a fake response.
pub fn fake_output(
    imports: &mut Imports,
    operation: &Operation,
    output: &Struct<'_>,
) -> WrittenReply {
    if !output.has_body_members() {
        return WrittenReply::default();
    }
    let root = response_root(operation);
    WrittenReply::to_request(xml::payload(imports, &root, &quote!(self)))
}

/// The steps that write the members of an error as a fake response.
pub fn fake_error_members(imports: &mut Imports, error: &Struct<'_>) -> WrittenReply {
    if !error.has_body_members() {
        return WrittenReply::default();
    }
    WrittenReply::to_request(xml::payload(imports, "Error", &quote!(self)))
}
