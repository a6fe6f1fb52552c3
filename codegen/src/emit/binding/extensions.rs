//! Host prefixes and request extensions, and the checks before a request is built.

use proc_macro2::TokenStream;
use quote::quote;

use super::{auth, customization};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{EndpointDiscovery, HostPart, Member, Operation, ShapeId};

/// The steps that set the host prefix and attach the request extensions of an operation.
pub fn extensions(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Vec<TokenStream> {
    let mut steps = customization::head(context, imports, operation);
    steps.extend(host_prefix(context, operation));
    steps.extend(auth::auth(context, imports, operation));
    steps.extend(checksum(context, imports, operation));
    if !operation.compression.is_empty() {
        let (extensions, encodings) =
            (imports.runtime("request_extensions"), &operation.compression);
        steps.push(quote!(request.attach(#extensions::Compression(&[#(#encodings),*]));));
    }
    let discovery = match operation.endpoint_discovery {
        Some(EndpointDiscovery::Optional) => Some(quote!(Optional)),
        Some(EndpointDiscovery::Required) => Some(quote!(Required)),
        Some(EndpointDiscovery::Answers) | None => None,
    };
    steps.extend(discovery.map(|discovery| {
        let extensions = imports.runtime("request_extensions");
        quote!(request.attach(#extensions::EndpointDiscovery::#discovery);)
    }));
    if context.stream(operation.output.as_ref()).is_some() {
        let extensions = imports.runtime("request_extensions");
        steps.push(quote!(request.attach(#extensions::StreamedReply);));
    }
    steps
}

fn host_prefix(context: ServiceContext<'_>, operation: &Operation) -> Vec<TokenStream> {
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

/// The statements that check idempotency tokens, before the request is built.
pub fn token_checks(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Vec<TokenStream> {
    let members = operation.input.iter().flat_map(|id| {
        let members = context.slice.model.members(id).iter();
        members.filter(|member| member.idempotency_token).map(move |member| (id, member))
    });
    let step = |(id, member): (&ShapeId, &Member)| {
        let (token, field) =
            (imports.runtime("token"), context.names.field(id, &member.name).field);
        quote!(#token::check(self.#field.as_deref())?;)
    };
    members.map(step).collect()
}

fn checksum(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Option<TokenStream> {
    let checksum = operation.checksum.as_ref()?;
    let extensions = imports.runtime("request_extensions");
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
        request.attach(#extensions::Checksum {
            required: #required,
            algorithm: #algorithm,
            validates_reply: #validates_reply,
            reply_algorithms: &[#(#reply_algorithms),*],
        });
    })
}
