//! The wire protocols, one file each.

mod aws_json;
mod ec2;
mod query;
mod rest_json;
mod rest_xml;
mod rpc_v2_cbor;

use proc_macro2::TokenStream;

use super::binding::rest::WrittenReply;
use super::codec::BodyCodec;
use super::context::ServiceContext;
use super::imports::Imports;
use super::rust_struct::{Directions, Struct};
use super::rust_union::Union;
use crate::ir::{Operation, Protocol, ShapeId};
use crate::output::FileItem;

/// The emitter of a protocol. `imports` collects the names that the code uses.
pub trait Emitter {
    /// The body of `request()`.
    fn request(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream;

    /// The body of `parse()`.
    fn parse(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream;

    /// The body of `ErrorShape::read(self, reply)`, or `None` for an error without members.
    fn error_detail(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        id: &ShapeId,
    ) -> Option<TokenStream>;

    /// The tables of a structure's body members, if the structure is read from or written to a body.
    fn tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        structure: &Struct<'_>,
        directions: Directions,
    ) -> Vec<FileItem>;

    /// The tables of a union.
    fn union_tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        union: &Union<'_>,
    ) -> Vec<FileItem>;

    /// The module of the runtime that has fake errors, and its function that adds the code and the message.
    fn fake_error(&self, context: ServiceContext<'_>) -> (&'static str, TokenStream);

    /// The steps that write an output as a fake response.
    fn fake_output(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
        output: &Struct<'_>,
    ) -> WrittenReply;

    /// The steps that write the members of an error as a fake response.
    fn fake_error_members(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        error: &Struct<'_>,
    ) -> WrittenReply;

    /// The codec of events, if the protocol has event streams.
    fn event_codec(&self) -> Option<&'static dyn BodyCodec> {
        None
    }
}

/// The emitter of a service's protocol.
pub fn emitter(context: ServiceContext<'_>) -> &'static dyn Emitter {
    match &context.slice.model.service.protocol {
        Protocol::AwsJson { .. } => &aws_json::AwsJson,
        Protocol::RestJson => &rest_json::RestJson,
        Protocol::Query => &query::Query,
        Protocol::Ec2 => &ec2::Ec2,
        Protocol::RestXml { .. } => &rest_xml::RestXml,
        Protocol::RpcV2Cbor { .. } => &rpc_v2_cbor::RpcV2Cbor,
    }
}
