//! Unsupported protocols. [`check`](crate::check) refuses them before.

use proc_macro2::{Ident, TokenStream};

use super::Emitter;
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Struct};
use crate::ir::{Operation, ShapeId};
use crate::output::{FileItem, MacroRow};

/// The emitter of unsupported protocols, which is never called.
pub struct RefusedProtocol;

impl Emitter for RefusedProtocol {
    fn request(&self, _: ServiceContext<'_>, _: &mut Imports, _: &Operation) -> TokenStream {
        TokenStream::new()
    }

    fn parse(&self, _: ServiceContext<'_>, _: &mut Imports, _: &Operation) -> TokenStream {
        TokenStream::new()
    }

    fn error_detail(
        &self,
        _: ServiceContext<'_>,
        _: &mut Imports,
        _: &ShapeId,
    ) -> Option<TokenStream> {
        None
    }

    fn tables(
        &self,
        _: ServiceContext<'_>,
        _: &mut Imports,
        _: &Struct<'_>,
        _: Directions,
    ) -> Vec<FileItem> {
        Vec::new()
    }

    fn union_tables(
        &self,
        _: &mut Imports,
        _: &Ident,
        _: Vec<MacroRow>,
        _: Directions,
    ) -> Vec<FileItem> {
        Vec::new()
    }
}
