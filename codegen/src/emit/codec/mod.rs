//! Codecs: how bodies hold values. One file each.

pub mod json;

use proc_macro2::{Ident, TokenStream};

use super::context::ServiceContext;
use super::imports::Imports;
use crate::ir::Member;

/// What `request()` and `parse()` of a protocol that binds HTTP call to write and read bodies.
pub trait BodyCodec {
    /// Sets the members of the input that belong in the body: `request.json(self);`.
    fn write_body(&self) -> TokenStream;

    /// Sets a structure, union or document that is the whole body.
    fn write_payload(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        member: &Member,
        field: &Ident,
    ) -> TokenStream;

    /// Reads the members of the body: a `Result` of the structure.
    fn read_body(&self, reply: &TokenStream) -> TokenStream;

    /// Reads the members of an error from the body, as far as they fit the model: `reply.json_error(self);`.
    fn read_error(&self) -> TokenStream;

    /// Reads a structure, union or document that is the whole body: a `Result` of an `Option`.
    fn read_payload(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        member: &Member,
    ) -> TokenStream;
}
