//! The file of an operation: request, output, error, binding and wire tables.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::context::ServiceContext;
use super::imports::Imports;
use super::protocol::emitter;
use super::rust_struct::{Directions, Role, Struct};
use super::text::{paragraphs, with_deprecation};
use super::types::tokens;
use super::{discovery, endpoint, error, event_stream, input_path, paginator, s3, serde_form};
use crate::ir::{EndpointRefusal, Member, Operation};
use crate::names::EndpointNames;
use crate::output::{FileItem, RustFile};
use crate::resolve_error::Unsupported;
use crate::services::repeatable::is_repeatable;

/// The file of an operation.
pub fn emit<'a>(context: ServiceContext<'a>, operation: &'a Operation) -> RustFile {
    let names = context.names.operation(&operation.name);
    let defined = [&names.request, &names.output, &names.error];
    let mut imports = Imports::for_operation(context.paths, defined);
    let request_docs = documentation(context, operation);
    let request = Struct::request(context, &mut imports, &request_docs, operation);
    let (output_docs, id) = (output_documentation(context, operation), operation.output.as_ref());
    let construction = request.construction(&mut imports);
    let output = names.output.clone();
    let output = Struct::new(context, &mut imports, output, &output_docs, id, Role::Reply);
    let binding = binding(context, &mut imports, operation);
    let events = event_stream::operation(context, &mut imports, operation);
    let paging = paginator::emit(context, &mut imports, operation);
    let discovery = discovery::implementation(context, &mut imports, operation);
    let [error, error_table] = error::emit(context, &mut imports, operation);
    let mut tables = |structure, directions| {
        emitter(context).tables(context, &mut imports, structure, directions)
    };
    let request_tables = tables(&request, Directions::Encoded);
    let output_tables = tables(&output, Directions::Decoded);
    let serde_forms =
        [&request, &output].map(|message| serde_form::for_message(context, &mut imports, message));

    let mut items: Vec<FileItem> = imports.uses().into_iter().map(FileItem::Group).collect();
    items.push(request.definition());
    items.extend(request.debug().map(FileItem::Tokens));
    items.push(construction);
    items.push(output.definition());
    items.extend(output.debug().map(FileItem::Tokens));
    items.extend(output.accessors(context));
    items.extend([error, FileItem::Tokens(binding)]);
    items.extend(events.into_iter().chain(discovery).chain(paging).map(FileItem::Tokens));
    items.extend(request_tables.into_iter().chain(output_tables));
    items.push(error_table);
    items.extend(serde_forms.into_iter().flatten());
    let title = format!("`{}`: `{}`.", operation.name, context.slice.model.request_line(operation));
    RustFile { docs: vec![title], items, runtime: imports.needs() }
}

/// The documentation of an operation: the text of the model, notes about streams, host and pages, and a link.
fn documentation(context: ServiceContext<'_>, operation: &Operation) -> String {
    let model = &context.slice.model;
    let text = context.operation_docs(&operation.name);
    let text = with_deprecation(&text, operation.deprecated.as_ref());
    let stream = context.stream(operation.input.as_ref()).map(|member| {
        if member.is_events() {
            return format!(
                "The request is the stream of events `{}`, which clients do not send. The operation implements \
                 `event_stream::sends::SendsEvents` instead of `Operation`.",
                member.name
            );
        }
        let length = model.shapes.get(&member.target).is_some_and(|shape| shape.requires_length);
        let length = if length { " of known length" } else { "" };
        let name = &member.name;
        if context.has_client {
            let call = if context.stream(operation.output.as_ref()).is_some() {
                "exchange"
            } else {
                "upload"
            };
            return format!(
                "The request body is the stream `{name}`{length}: call `Client::{call}`."
            );
        }
        format!(
            "The request body is the stream `{name}`. `request` leaves the body empty, and the sender supplies the \
             stream{length}."
        )
    });
    let host = operation.host_prefix.as_ref().map(|prefix| {
        format!("Requests go to the host of the endpoint with the prefix `{prefix}`.")
    });
    let refused = operation.endpoint.iter().flat_map(|endpoint| &endpoint.refused);
    let refused: Vec<String> = refused
        .map(|(member, reason)| format!("`{member}` must be unset: {}.", reason.text()))
        .collect();
    let refused = (!refused.is_empty()).then(|| refused.join(" "));
    let pages = context.paginators.get(&operation.name);
    let pages = pages
        .and_then(|paginator| paginator.as_ref().err())
        .map(|Unsupported(reason)| format!("No paginator is generated: {reason}."));
    let link = model.service.reference.as_ref().map(|reference| {
        format!(
            "[AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/{reference}/{})",
            operation.name
        )
    });
    paragraphs(
        [Some(text), stream, host, refused, pages, link].iter().flatten().map(String::as_str),
    )
}

fn output_documentation(context: ServiceContext<'_>, operation: &Operation) -> String {
    let names = context.names.operation(&operation.name);
    let output = format!("The output of [`{}`].", names.request);
    let sent = context.stream(operation.input.as_ref());
    match context.stream(operation.output.as_ref()) {
        // Clients do not send events.
        Some(member) if context.has_client && !sent.is_some_and(Member::is_events) => {
            let (of_events, call) = match (member.is_events(), sent) {
                (true, _) => (" of events", "events"),
                (false, Some(_)) => ("", "exchange"),
                (false, None) => ("", "download"),
            };
            format!(
                "{output}\n\n`Client::{call}` returns it with the stream{of_events} `{}`.",
                member.name
            )
        }
        Some(member) if member.is_events() => format!(
            "{output}\n\nThe body of a successful response is the stream of events `{}`, which `parse` does not read. \
             `event_stream::events::Events` decodes it.",
            member.name
        ),
        Some(member) => format!(
            "{output}\n\nThe body of a successful response is the stream `{}`, which `parse` does not read. For other \
             statuses, read the body and pass it to `parse`.",
            member.name
        ),
        None => output,
    }
}

/// The implementation of the runtime's `Operation`.
fn binding(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> TokenStream {
    let names = context.names.operation(&operation.name);
    let (request, output, error) = (names.request, names.output, names.error);
    let name = &operation.name;
    let sent = context.events(operation.input.as_ref());
    let (operation_trait, sent) = match sent {
        None => (imports.runtime("Operation").into_token_stream(), None),
        Some(stream) => {
            imports.runtime("event_stream");
            imports.runtime_module("event_stream/sends");
            imports.runtime_module("event_stream/signed");
            let event = tokens(&imports.shared(context.names, &stream.target));
            (quote!(event_stream::sends::SendsEvents), Some(quote!(type Sent = #event;)))
        }
    };
    let (request_type, build_error) = (imports.runtime("Request"), imports.runtime("BuildError"));
    let (status, headers) = (imports.http("StatusCode"), imports.http("HeaderMap"));
    let service_module = imports.runtime("service");
    let service = endpoint_service(context, operation);
    let is_sent = sent.is_none() && is_repeatable(&context.slice.model, operation);
    let repeatable = is_sent.then(|| {
        quote!(
            const REPEATABLE: bool = true;
        )
    });
    let build = emitter(context).request(context, imports, operation);
    let parse = emitter(context).parse(context, imports, operation);
    let (parse, read) = match s3::decode_keys(context, imports, operation) {
        Some(keys) => keys.around(&parse),
        None => (parse, None),
    };
    let refused = refused_members(context, operation);
    let endpoint = endpoint_in(context, imports, operation);
    quote! {
        impl #operation_trait for #request {
            type Output = #output;
            type Error = #error;
            #sent

            const SERVICE: #service_module::Service = #service;
            const NAME: &'static str = #name;
            #repeatable

            fn request(&self) -> Result<#request_type, #build_error> {
                #(#refused)*
                #build
            }

            #endpoint

            fn parse(status: #status, headers: &#headers, body: &[u8]) -> Result<Self::Output, Self::Error> {
                #parse
            }

            #read
        }
    }
}

/// The service of an operation, with the endpoints of a request without optional members.
fn endpoint_service(context: ServiceContext<'_>, operation: &Operation) -> TokenStream {
    let service = context.paths.service();
    let own = operation.endpoint.as_ref().filter(|it| endpoint::has_own_table(context, it));
    let names = own.and_then(|_| context.names.endpoint(&operation.name));
    let Some(EndpointNames { constant, .. }) = names else { return quote!(#service::SERVICE) };
    quote!(#service::SERVICE.with(#service::service::#constant))
}

/// The method that chooses the endpoint, if members or settings select it.
fn endpoint_in(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Option<TokenStream> {
    let chosen = s3::endpoint(context, imports, operation)
        .or_else(|| chosen_endpoint(context, imports, operation))?;
    let module = imports.runtime("service");
    Some(quote! {
        fn endpoint_in(&self, region: &#module::Region) -> Result<#module::Endpoint, #module::NoEndpoint> {
            #chosen
        }
    })
}

/// The call of the function that chooses the endpoint by the rules.
fn chosen_endpoint(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Option<TokenStream> {
    let endpoint = operation.endpoint.as_ref().filter(|it| endpoint::is_chosen(it))?;
    let function = &context.names.endpoint(&operation.name)?.function;
    let service = context.paths.service();
    let inputs = endpoint.inputs().into_iter();
    let values =
        inputs.map(|(_, argument)| input_path::value(context, imports, operation, argument));
    let values: Vec<_> = values.collect();
    Some(quote!(#service::service::#function(region, #(#values),*)))
}

/// The statements that refuse members whose endpoint is not supported.
fn refused_members(context: ServiceContext<'_>, operation: &Operation) -> Vec<TokenStream> {
    let (Some(endpoint), Some(input)) = (&operation.endpoint, &operation.input) else {
        return Vec::new();
    };
    let refuse = |(member, reason): (&String, &EndpointRefusal)| {
        let field = context.names.field(input, member).field;
        let reason = reason.text();
        quote! {
            if self.#field.is_some() {
                return Err(BuildError::Endpoint(#member, #reason));
            }
        }
    };
    endpoint.refused.iter().map(refuse).collect()
}
