//! How operations travel: one file per wire protocol, and here what they have in common.

mod auth;
mod aws_json;
mod rest_json;

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::operation::stream;
use super::scope::Scope;
use crate::ir::{EndpointDiscovery, HostPart, Operation, Protocol, ShapeId};

/// The body of `request()`.
pub fn request(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> TokenStream {
    match &context.slice.model.service.protocol {
        Protocol::AwsJson { version, target_prefix } => {
            aws_json::request(context, scope, operation, version, target_prefix)
        }
        // `check` lets no other protocol through.
        Protocol::RestJson | Protocol::Other(_) => rest_json::request(context, scope, operation),
    }
}

/// The body of `parse()`.
pub fn parse(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> TokenStream {
    match &context.slice.model.service.protocol {
        Protocol::AwsJson { .. } => aws_json::parse(context, scope, operation),
        Protocol::RestJson | Protocol::Other(_) => rest_json::parse(context, scope, operation),
    }
}

/// The method that reads the members of an error which do not travel in the body, if it has any.
pub fn read_error_head(
    context: Context<'_>,
    scope: &mut Scope,
    id: &ShapeId,
) -> Option<TokenStream> {
    match &context.slice.model.service.protocol {
        Protocol::AwsJson { .. } => None,
        Protocol::RestJson | Protocol::Other(_) => rest_json::read_error_head(context, scope, id),
    }
}

/// The host prefix, and what the model asks of the code that sends the request.
fn extensions(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> Vec<TokenStream> {
    let mut steps = host_prefix(context, operation);
    steps.extend(auth::auth(context, scope, operation));
    steps.extend(checksum(context, scope, operation));
    if !operation.compression.is_empty() {
        let (traits, encodings) = (scope.runtime("traits"), &operation.compression);
        steps.push(quote!(request.attach(#traits::Compression(&[#(#encodings),*]));));
    }
    let discovery = match operation.endpoint_discovery {
        Some(EndpointDiscovery::Optional) => Some(quote!(Optional)),
        Some(EndpointDiscovery::Required) => Some(quote!(Required)),
        Some(EndpointDiscovery::Answers) | None => None,
    };
    steps.extend(discovery.map(|discovery| {
        let traits = scope.runtime("traits");
        quote!(request.attach(#traits::EndpointDiscovery::#discovery);)
    }));
    if stream(context, operation.output.as_ref()).is_some() {
        let traits = scope.runtime("traits");
        steps.push(quote!(request.attach(#traits::StreamedReply);));
    }
    steps
}

fn host_prefix(context: Context<'_>, operation: &Operation) -> Vec<TokenStream> {
    let parts = operation.host_prefix.iter().flat_map(|prefix| &prefix.parts);
    let step = |part: &HostPart| match part {
        HostPart::Literal(text) => Some(quote!(request.host(#text);)),
        HostPart::Label(name) => {
            let field = context.names.field(operation.input.as_ref()?, name).field;
            Some(quote!(request.host_label(#name, &self.#field)?;))
        }
    };
    parts.filter_map(step).collect()
}

fn checksum(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> Option<TokenStream> {
    let checksum = operation.checksum.as_ref()?;
    let traits = scope.runtime("traits");
    let member = |name: &Option<String>| {
        let input = operation.input.as_ref()?;
        let mut members = context.slice.model.members(input).iter();
        let member = members.find(|member| Some(&member.name) == name.as_ref())?;
        Some((member, context.names.field(input, &member.name).field))
    };
    let algorithm = match member(&checksum.algorithm_member) {
        Some((member, field)) if member.is_required_of_request() => {
            quote!(Some(self.#field.to_string()))
        }
        Some((_, field)) => quote!(self.#field.as_ref().map(ToString::to_string)),
        None => quote!(None),
    };
    let validates_reply = match member(&checksum.validation_member) {
        Some((member, _)) if member.is_required_of_request() => quote!(true),
        Some((_, field)) => quote!(self.#field.is_some()),
        None => quote!(false),
    };
    let (required, reply_algorithms) = (checksum.required, &checksum.reply_algorithms);
    Some(quote! {
        request.attach(#traits::Checksum {
            required: #required,
            algorithm: #algorithm,
            validates_reply: #validates_reply,
            reply_algorithms: &[#(#reply_algorithms),*],
        });
    })
}
