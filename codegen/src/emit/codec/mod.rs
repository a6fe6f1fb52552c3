//! Codecs of bodies, one file each.

pub mod cbor;
pub mod form;
mod format;
pub mod json;
mod layout;
mod macros;
pub mod xml;

use proc_macro2::{Ident, TokenStream};

use super::context::ServiceContext;
use super::imports::Imports;
use crate::ir::{Member, Operation, ShapeId};

/// The statements and expressions in `request()` and `parse()` that write and read bodies.
pub trait BodyCodec {
    /// Writes the body members of the input, such as `request.json(self);`.
    fn write_body(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        operation: &Operation,
    ) -> TokenStream;

    /// Writes a structure, union or document that is the whole body. A field that is not required is an `Option`.
    fn write_payload(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        payload: (&Member, &Ident),
        is_required: bool,
    ) -> TokenStream;

    /// Reads the body members, as a `Result` of the structure.
    fn read_body(&self, imports: &mut Imports, reply: &TokenStream) -> TokenStream;

    /// Reads the valid members of an error from the body, such as `reply.json_error(self);`.
    fn read_error(&self) -> TokenStream;

    /// Reads a structure, union or document that is the whole body, as a `Result` of an `Option`.
    fn read_payload(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        member: &Member,
        reply: &TokenStream,
    ) -> TokenStream;

    /// Writes the body members of an event, such as `request.json(self);`.
    fn write_event(&self, imports: &mut Imports, id: &ShapeId) -> TokenStream;

    /// Reads the message of an exception from the body `reply`, as an `ErrorReply`.
    fn read_exception(&self, imports: &mut Imports) -> TokenStream;
}
