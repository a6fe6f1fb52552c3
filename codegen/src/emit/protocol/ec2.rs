//! The protocol ec2Query: awsQuery with other names, and the output in the root element of the response.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, query};
use crate::emit::binding::rest::WrittenReply;
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Struct};
use crate::emit::rust_union::Union;
use crate::ir::{Operation, ShapeId};
use crate::output::FileItem;

/// The emitter of ec2Query.
pub struct Ec2;

impl Emitter for Ec2 {
    fn request(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream {
        let ec2 = imports.runtime_path("protocol/ec2");
        query::request(context, imports, operation, &ec2)
    }

    fn parse(&self, _: ServiceContext<'_>, imports: &mut Imports, _: &Operation) -> TokenStream {
        let ec2 = imports.runtime_path("protocol/ec2");
        let reply = quote!(#ec2::reply::<Self::Error>(status, headers, body)?);
        quote!(Ok(#reply.xml()?))
    }

    fn error_detail(
        &self,
        context: ServiceContext<'_>,
        _: &mut Imports,
        id: &ShapeId,
    ) -> Option<TokenStream> {
        query::error_detail(context, id)
    }

    fn tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        structure: &Struct<'_>,
        directions: Directions,
    ) -> Vec<FileItem> {
        query::tables(context, imports, structure, directions)
    }

    fn union_tables(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        union: &Union<'_>,
    ) -> Vec<FileItem> {
        query::union_tables(context, imports, union)
    }

    fn fake_error(&self, _: ServiceContext<'_>) -> (&'static str, TokenStream) {
        ("fakes/xml", quote!(xml::error_in_list))
    }

    fn fake_output(
        &self,
        _: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
        output: &Struct<'_>,
    ) -> WrittenReply {
        query::fake_output(imports, operation, output)
    }

    fn fake_error_members(
        &self,
        _: ServiceContext<'_>,
        imports: &mut Imports,
        error: &Struct<'_>,
    ) -> WrittenReply {
        query::fake_error_members(imports, error)
    }
}
