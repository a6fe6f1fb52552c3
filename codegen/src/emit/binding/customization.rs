//! The steps of a request for facts that the model does not state.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{Customization, Operation, PresignedCopy};

/// The steps that set constant headers, and the host from a member.
pub fn head(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Vec<TokenStream> {
    let Customization { headers, endpoint_member, presigned_copy, ascii_headers, .. } =
        &operation.customization;
    if !headers.is_empty() {
        imports.runtime_module("service_defaults");
    }
    if endpoint_member.is_some() {
        imports.runtime_module("request_host");
    }
    let headers = headers.iter();
    let headers = headers.map(|(name, value)| quote!(request.default_header(#name, #value);));
    let host = endpoint_member.iter().zip(&operation.input).map(|(member, input)| {
        let field = context.names.field(input, member).field;
        quote!(request.host_url(&self.#field);)
    });
    let copy = presigned_copy.as_ref().and_then(|copy| presign(context, imports, operation, copy));
    let ascii = ascii_headers.as_ref().map(|prefix| {
        imports.runtime_module("s3/metadata");
        quote!(request.ascii_headers(#prefix)?;)
    });
    headers.chain(host).chain(copy).chain(ascii).collect()
}

/// The step that attaches the extension of a copy from another region, unless the caller sets the URL.
fn presign(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
    copy: &PresignedCopy,
) -> Option<TokenStream> {
    let input = operation.input.as_ref()?;
    let member = |name: &str| {
        let mut members = context.slice.model.members(input).iter();
        let member = members.find(|member| member.name == name)?;
        Some((member, context.names.field(input, name).field))
    };
    let ((source, source_field), (url, url_field)) = (member(&copy.source)?, member(&copy.url)?);
    let key = url.form_key(&context.slice.model.service.protocol);
    let sends_destination = copy.sends_destination;
    imports.runtime_module("request_extensions");
    let region = if source.is_required_of_request() {
        quote!(Some(&self.#source_field))
    } else {
        quote!(self.#source_field.as_deref())
    };
    let url = quote!(self.#url_field.as_deref());
    Some(quote!(request.presigned_copy(#region, #url, #key, #sends_destination);))
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
