//! The constant `SERVICE`: the endpoints of a service and its signing name.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::ServiceContext;
use super::endpoint;
use super::imports::Imports;
use crate::ir::{EndpointException, EndpointOverride, EndpointScope};
use crate::output::docs::docs;
use crate::output::{FileItem, RustFile};

/// The file of the constant `SERVICE`, and of the endpoints of operations.
pub fn emit(context: ServiceContext<'_>) -> RustFile {
    let service = &context.slice.model.service;
    let name = &service.full_name;
    let prefix = service.endpoint_prefix.as_deref().unwrap_or_default();
    let signing_name = service.signing_name.as_deref().unwrap_or(prefix);
    let docs = docs("The name, signing name and endpoints of the service.", 0);
    let mut imports = Imports::for_operation(context.paths, []);
    let [endpoints, ty] = ["Endpoints", "Service"].map(|name| imports.runtime(name));
    let of_service = service.endpoints.as_deref().unwrap_or_default();
    let exceptions: Vec<_> = exceptions(of_service, &quote!(.refused())).collect();
    let of_operations = endpoint::items(context, &mut imports);
    if !exceptions.is_empty() || !of_operations.is_empty() {
        imports.runtime("Exception");
    }
    let constant = FileItem::Tokens(quote! {
        #docs
        pub const SERVICE: #ty = #ty {
            name: #name,
            signing_name: #signing_name,
            endpoints: #endpoints { prefix: #prefix, exceptions: &[#(#exceptions),*] },
        };
    });
    let uses = imports.uses().into_iter().map(FileItem::Group);
    RustFile {
        docs: vec!["The name, signing name and endpoints of the service.".to_owned()],
        items: uses.chain([constant]).chain(of_operations).collect(),
        runtime: imports.needs(),
    }
}

/// The expressions of endpoint exceptions. `refused` is the call for an exception without an endpoint.
pub fn exceptions(
    exceptions: &[EndpointException],
    refused: &TokenStream,
) -> impl Iterator<Item = TokenStream> {
    exceptions.iter().map(move |it| exception(it, refused))
}

/// The expression of an endpoint exception.
fn exception(exception: &EndpointException, refused: &TokenStream) -> TokenStream {
    let EndpointException { scope, fips, dual_stack, answer } = exception;
    let scope = match scope {
        EndpointScope::Everywhere => quote!(everywhere()),
        EndpointScope::Partitions(ids) => quote!(in_partitions(&[#(#ids),*])),
        EndpointScope::Regions(names) => quote!(in_regions(&[#(#names),*])),
    };
    let fips = fips.map(|fips| quote!(.fips(#fips)));
    let dual_stack = dual_stack.map(|dual_stack| quote!(.dual_stack(#dual_stack)));
    let answer = answer.as_ref().map_or_else(
        || refused.clone(),
        |answer| {
            if *answer == EndpointOverride::default() {
                return quote!(.usual());
            }
            let url = answer.url.iter();
            let region = answer.signing_region.iter();
            let name = answer.signing_name.iter();
            quote!(#(.url(#url))* #(.signing_region(#region))* #(.signing_name(#name))*)
        },
    );
    quote!(Exception::#scope #fips #dual_stack #answer)
}
