//! Endpoint discovery: the operation that returns endpoints, and the requests that need one.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::ServiceContext;
use super::imports::Imports;
use crate::discovery::DescribeEndpoints;
use crate::ir::{EndpointDiscovery, Operation};

/// The steps that attach the role of an operation to its requests.
pub fn steps(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Vec<TokenStream> {
    let role = match operation.endpoint_discovery {
        Some(EndpointDiscovery::Optional) => quote!(Optional),
        Some(EndpointDiscovery::Required) => quote!(Required),
        Some(EndpointDiscovery::Answers) | None => return Vec::new(),
    };
    let extensions = imports.runtime("request_extensions");
    let mut steps = vec![quote!(request.attach(#extensions::EndpointDiscovery::#role);)];
    if operation.endpoint_discovery == Some(EndpointDiscovery::Required)
        && let Some(describe) = DescribeEndpoints::of(&context.slice.model)
    {
        let names = context.names.operation(&describe.operation.name);
        let (file, request) = (names.module, names.request);
        let module = imports.runtime("endpoint_discovery");
        steps.push(quote! {
            request.attach(#module::Discovery::by::<super::#file::#request>());
        });
    }
    steps
}

/// The implementation of `DescribesEndpoints`, if the operation returns endpoints that others require.
pub fn implementation(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Option<TokenStream> {
    let model = &context.slice.model;
    let mut operations = model.operations.values();
    if !operations.any(|it| it.endpoint_discovery == Some(EndpointDiscovery::Required)) {
        return None;
    }
    let DescribeEndpoints { list: (output, list), endpoint, address, minutes, .. } =
        DescribeEndpoints::of(model).filter(|found| found.operation.name == operation.name)?;
    let field = |id, name: &str| context.names.field(id, name).field;
    let list = field(output, &list.name);
    let (address, minutes) = (field(endpoint, &address.name), field(endpoint, &minutes.name));
    let request = context.names.operation(&operation.name).request;
    let module = imports.runtime("endpoint_discovery");
    Some(quote! {
        impl #module::DescribesEndpoints for #request {
            fn endpoints(output: Self::Output) -> Vec<#module::DiscoveredEndpoint> {
                let endpoints = output.#list.into_iter().flatten();
                endpoints.filter_map(|it| #module::DiscoveredEndpoint::new(it.#address, it.#minutes)).collect()
            }
        }
    })
}
