//! awsJson: every request is posted as a JSON object, and a header names the operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::extensions;
use crate::emit::Context;
use crate::emit::scope::Scope;
use crate::ir::Operation;

/// The body of `request()`.
pub fn request(
    context: Context<'_>,
    scope: &mut Scope,
    operation: &Operation,
    version: &str,
    target_prefix: &str,
) -> TokenStream {
    let aws_json = scope.runtime("aws_json");
    let content_type = format!("application/x-amz-json-{version}");
    let target = format!("{target_prefix}.{}", operation.name);
    let (fill, input) = tokens(context, scope, operation);
    let start = quote!(#aws_json::request(#content_type, #target, #input)?);
    let mut steps = extensions(context, scope, operation);
    if context.slice.model.service.query_compatible {
        steps.push(quote!(request.query_mode();));
    }
    if steps.is_empty() {
        return quote!(#fill #start.build());
    }
    quote! {
        #fill
        let mut request = #start;
        #(#steps)*
        request.build()
    }
}

/// How tokens are filled in that are left unset, and what the input is then.
fn tokens(
    context: Context<'_>,
    scope: &mut Scope,
    operation: &Operation,
) -> (TokenStream, TokenStream) {
    let members = operation.input.iter().flat_map(|id| {
        let tokens = context.slice.model.members(id).iter();
        tokens.filter(|member| member.idempotency_token).map(move |member| (id, member))
    });
    let fields: Vec<_> =
        members.map(|(id, member)| context.names.field(id, &member.name).field).collect();
    if fields.is_empty() {
        return (TokenStream::new(), quote!(self));
    }
    let token = scope.runtime("token");
    let fill = quote! {
        let mut input = self.clone();
        #(input.#fields = Some(#token::or_new(self.#fields.as_deref()));)*
    };
    (fill, quote!(&input))
}

/// The body of `parse()`.
pub fn parse(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> TokenStream {
    let aws_json = scope.runtime("aws_json");
    let reply = quote!(#aws_json::reply::<Self::Error>(status, headers, body)?);
    let members = operation.output.iter().flat_map(|id| context.slice.model.members(id));
    if members.count() == 0 {
        return quote!(#reply; Ok(Self::Output::default()));
    }
    quote!(Ok(#reply.json()?))
}
