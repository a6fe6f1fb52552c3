//! The RPC binding: the request body is the input, and the response body is the output.

use proc_macro2::TokenStream;
use quote::quote;

use super::customization;
use super::extensions::{extensions, token_checks};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{Operation, ShapeId};

/// The body of `request()`. `start` creates the request with the input as its body; `steps` follow.
pub fn request(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
    start: &TokenStream,
    steps: impl IntoIterator<Item = TokenStream>,
) -> TokenStream {
    let checks = token_checks(context, imports, operation);
    let mut all_steps = extensions(context, imports, operation);
    all_steps.extend(customization::body(imports, operation));
    all_steps.extend(steps);
    if all_steps.is_empty() {
        return quote!(#(#checks)* #start.build());
    }
    quote! {
        #(#checks)*
        let mut request = #start;
        #(#all_steps)*
        request.build()
    }
}

/// The body of `parse()`. `reply` is the expression of the successful response, and `output` that of the output as a `Result`.
pub fn parse(
    context: ServiceContext<'_>,
    operation: &Operation,
    reply: &TokenStream,
    output: &TokenStream,
) -> TokenStream {
    let members = operation.output.iter().flat_map(|id| context.slice.model.members(id));
    if members.filter(|member| !member.is_stream()).count() == 0 {
        return quote!(#reply; Ok(Self::Output::default()));
    }
    quote!(Ok(#output?))
}

/// The body of `ErrorShape::read()`, or `None` for an error without members. `read` reads the members from the body.
pub fn error_detail(
    context: ServiceContext<'_>,
    id: &ShapeId,
    read: TokenStream,
) -> Option<TokenStream> {
    (!context.slice.model.members(id).is_empty()).then_some(read)
}
