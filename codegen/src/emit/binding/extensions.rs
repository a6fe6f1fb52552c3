//! Host prefixes and request extensions, and the checks before a request is built.

use proc_macro2::TokenStream;
use quote::quote;

use super::{auth, customization};
use crate::emit::context::ServiceContext;
use crate::emit::discovery;
use crate::emit::imports::Imports;
use crate::ir::{HostPart, HttpLocation, Member, Operation, ShapeId};

/// The steps that set the host prefix and attach the request extensions of an operation.
pub fn extensions(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Vec<TokenStream> {
    let mut steps = customization::head(context, imports, operation);
    steps.extend(host_prefix(context, imports, operation));
    steps.extend(auth::auth(context, imports, operation));
    steps.extend(checksum(context, imports, operation));
    if !operation.compression.is_empty() {
        let (extensions, encodings) =
            (imports.runtime("request_extensions"), &operation.compression);
        steps.push(quote!(request.attach(#extensions::Compression(&[#(#encodings),*]));));
    }
    steps.extend(discovery::steps(context, imports, operation));
    if context.stream(operation.output.as_ref()).is_some() {
        let extensions = imports.runtime("request_extensions");
        steps.push(quote!(request.attach(#extensions::StreamedReply);));
    }
    steps
}

fn host_prefix(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Vec<TokenStream> {
    if operation.host_prefix.is_some() {
        imports.runtime_module("request_host");
    }
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
    let module = imports.runtime("request_checksum");
    let member = |name: &Option<String>| {
        let input = operation.input.as_ref()?;
        let mut members = context.slice.model.members(input).iter();
        let member = members.find(|member| Some(&member.name) == name.as_ref())?;
        Some((member, context.names.field(input, &member.name).field))
    };
    let header = |member: &Member| {
        let name = member.wire_name.to_ascii_lowercase();
        (member.location == HttpLocation::Header).then_some(quote!(Some(#name)))
    };
    let mut fields = Vec::new();
    if checksum.required {
        fields.push(quote!(required: true));
    }
    if let Some((member, field)) = member(&checksum.algorithm_member) {
        let algorithm = if member.is_required_of_request() {
            quote!(Some(self.#field.to_string()))
        } else {
            quote!(self.#field.as_ref().map(ToString::to_string))
        };
        fields.push(quote!(algorithm: #algorithm));
        fields.extend(header(member).map(|header| quote!(algorithm_header: #header)));
    }
    if let Some((member, _)) = member(&checksum.validation_member) {
        fields.extend(header(member).map(|header| quote!(reply_header: #header)));
    }
    if !checksum.reply_algorithms.is_empty() {
        let algorithms = &checksum.reply_algorithms;
        fields.push(quote!(reply_algorithms: &[#(#algorithms),*]));
    }
    // The structure has five fields.
    let others = (fields.len() < 5).then(|| quote!(..Default::default()));
    Some(quote! {
        request.attach(#module::Checksum { #(#fields,)* #others });
    })
}
