//! The wire protocols, one file each.

mod aws_json;
mod refused;
mod rest_json;

use proc_macro2::{Ident, TokenStream};

use super::context::ServiceContext;
use super::imports::Imports;
use super::rust_struct::{Directions, Struct};
use crate::ir::{Operation, Protocol, ShapeId};
use crate::output::{FileItem, MacroRow};

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
        imports: &mut Imports,
        name: &Ident,
        rows: Vec<MacroRow>,
        directions: Directions,
    ) -> Vec<FileItem>;
}

/// The emitter of a service's protocol.
pub fn emitter(context: ServiceContext<'_>) -> &'static dyn Emitter {
    match &context.slice.model.service.protocol {
        Protocol::AwsJson { .. } => &aws_json::AwsJson,
        Protocol::RestJson => &rest_json::RestJson,
        Protocol::RestXml { .. } | Protocol::RpcV2Cbor { .. } | Protocol::Query | Protocol::Ec2 => {
            &refused::RefusedProtocol
        }
    }
}
