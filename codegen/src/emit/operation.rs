//! One file per operation: request, output, errors, binding, wire tables, in this order.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::structure::{Role, Struct};
use super::{Context, Item, RustFile, error, protocol};
use crate::ir::{Operation, Service, ShapeId};

/// The file of an operation.
pub fn emit(context: Context<'_>, operation: &Operation) -> RustFile {
    let names = context.names.operation(&operation.name);
    let mut scope = Scope::new(quote!(crate::types), [&names.request, &names.output, &names.error]);
    let model = &context.slice.model;
    let mut structure = |name, docs, id: &Option<ShapeId>, role| {
        Struct::new(context, &mut scope, name, docs, id.as_ref(), role)
    };
    let request_docs =
        documentation(&model.service, operation, model.docs.operation(&operation.name));
    let request = structure(names.request.clone(), request_docs, &operation.input, Role::Request);
    let output_docs = format!("Output of [`{}`].", names.request);
    let output = structure(names.output.clone(), output_docs, &operation.output, Role::Output);
    let binding = binding(context, &mut scope, operation);
    let [error, error_table] = error::emit(context, &mut scope, operation);
    scope.runtime("json");

    let mut items: Vec<Item> = scope.uses().into_iter().map(Item::Group).collect();
    items.push(Item::Tokens(request.definition()));
    items.extend(request.debug().map(Item::Tokens));
    items.push(Item::Tokens(request.construction()));
    items.push(Item::Tokens(output.definition()));
    items.extend(output.debug().map(Item::Tokens));
    items.extend([error, Item::Tokens(binding), request.table(), output.table(), error_table]);
    let title =
        format!("`{}`: `{} {}`.", operation.name, operation.http.method, operation.http.uri);
    RustFile { docs: vec![title], items }
}

/// The model's text, and a link to AWS's reference.
fn documentation(service: &Service, operation: &Operation, text: &str) -> String {
    let link = service.reference.as_ref().map(|reference| {
        format!(
            "[AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/{reference}/{})",
            operation.name
        )
    });
    [Some(text.to_owned()), link]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The implementation of the runtime's `Operation`.
fn binding(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> TokenStream {
    let names = context.names.operation(&operation.name);
    let (request, output, error) = (names.request, names.output, names.error);
    let name = &operation.name;
    let operation_trait = scope.runtime("Operation");
    let (request_type, build_error) = (scope.runtime("Request"), scope.runtime("BuildError"));
    let (status, headers) = (scope.http("StatusCode"), scope.http("HeaderMap"));
    let build = protocol::rest_json::request(context, scope, operation);
    let parse = protocol::rest_json::parse(scope);
    quote! {
        impl #operation_trait for #request {
            type Output = #output;
            type Error = #error;

            const NAME: &'static str = #name;

            fn request(&self) -> Result<#request_type, #build_error> {
                #build
            }

            fn parse(status: #status, headers: &#headers, body: &[u8]) -> Result<Self::Output, Self::Error> {
                #parse
            }
        }
    }
}
