//! The steps of a request for facts that the model does not state.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{Customization, Operation};

/// The steps that set constant headers, and the host from a member.
pub fn head(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Vec<TokenStream> {
    let Customization { headers, endpoint_member, .. } = &operation.customization;
    if !headers.is_empty() {
        imports.runtime_module("service_defaults");
    }
    let headers = headers.iter();
    let headers = headers.map(|(name, value)| quote!(request.default_header(#name, #value);));
    let host = endpoint_member.iter().zip(&operation.input).map(|(member, input)| {
        let field = context.names.field(input, member).field;
        quote!(request.host_url(&self.#field);)
    });
    headers.chain(host).collect()
}

/// The steps that need the complete query string or body.
pub fn body(imports: &mut Imports, operation: &Operation) -> Vec<TokenStream> {
    let Customization { query_as_form, body_hashes, .. } = operation.customization;
    let steps = [
        (query_as_form, "query_form", quote!(request.query_as_form();)),
        (body_hashes, "tree_hash", quote!(request.body_hashes();)),
    ];
    let steps = steps.into_iter().filter(|(applies, ..)| *applies);
    let step = |(_, module, step)| {
        imports.runtime_module(module);
        step
    };
    steps.map(step).collect()
}
