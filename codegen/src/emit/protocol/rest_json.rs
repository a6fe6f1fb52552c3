//! rest-json: members in path, query, headers and a JSON body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Emitter;
use crate::emit::binding::rest;
use crate::emit::codec::json::{self, Json};
use crate::emit::context::Context;
use crate::emit::rust_struct::{Directions, Struct};
use crate::emit::scope::Scope;
use crate::ir::{Operation, ShapeId};
use crate::output::{Item, Row};

/// The emitter of rest-json.
pub struct RestJson;

impl Emitter for RestJson {
    fn request(
        &self,
        context: Context<'_>,
        scope: &mut Scope,
        operation: &Operation,
    ) -> TokenStream {
        rest::request(context, scope, operation, &Json)
    }

    fn parse(&self, context: Context<'_>, scope: &mut Scope, operation: &Operation) -> TokenStream {
        let rest_json = scope.runtime_path("protocol/rest_json");
        let reply = quote!(#rest_json::reply::<Self::Error>(status, headers, body)?);
        rest::parse(context, scope, operation, &reply, &Json)
    }

    fn error_detail(
        &self,
        context: Context<'_>,
        scope: &mut Scope,
        id: &ShapeId,
    ) -> Option<TokenStream> {
        rest::error_detail(context, scope, id, &Json)
    }

    fn tables(
        &self,
        context: Context<'_>,
        scope: &mut Scope,
        structure: &Struct<'_>,
        directions: Directions,
    ) -> Vec<Item> {
        let is_needed = structure.has_body_members() || structure.is_held(context);
        is_needed.then(|| json::table(context, scope, structure, directions)).into_iter().collect()
    }

    fn union_tables(
        &self,
        scope: &mut Scope,
        name: &Ident,
        rows: Vec<Row>,
        directions: Directions,
    ) -> Vec<Item> {
        vec![json::union_table(scope, name, rows, directions)]
    }
}
