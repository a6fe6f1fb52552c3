//! The tokens of a paginator in the request for the next page.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::ServiceContext;
use super::imports::Imports;
use super::path::Expressions;
use super::s3;
use crate::ir::{Operation, ShapeId, ShapeKind};
use crate::jmespath::OutputPath;
use crate::paginator::{PageToken, PageTokens};

impl PageTokens {
    /// The names of the input members.
    fn members(&self) -> Vec<&str> {
        match self {
            Self::One(member, _) => vec![member],
            Self::Several(tokens) => tokens.iter().map(|token| token.member.as_str()).collect(),
        }
    }
}

/// The last statements of `next_page`, which return the next request. Other input members keep their values, except
/// those of the first page.
pub fn emit(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    (operation, input): (&Operation, &ShapeId),
    tokens: &PageTokens,
) -> TokenStream {
    let names = operation.customization.first_page_members.iter();
    let unset: Vec<_> = names.map(|name| context.names.field(input, name).field).collect();
    let set = tokens.members().len() + unset.len();
    let is_rest = context.slice.model.members(input).len() > set;
    let rest = is_rest.then(|| quote!(..self.clone()));
    let rest = quote!(#(#unset: None,)* #rest);
    match tokens {
        PageTokens::One(member, path) => one(context, imports, input, (member, path), &rest),
        PageTokens::Several(tokens) => several(context, imports, (operation, input), tokens, &rest),
    }
}

/// The request with the only token.
fn one(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    input: &ShapeId,
    (member, path): (&str, &OutputPath),
    rest: &TokenStream,
) -> TokenStream {
    let paging = imports.runtime("paging");
    let field = context.names.field(input, member).field;
    let received = Expressions { context, imports }.one(&quote!(output), path);
    let mut members = context.slice.model.members(input).iter();
    let is_required = members.any(|other| other.name == member && other.is_required_of_request());
    let (sent, value) = if is_required {
        (quote!(Some(&self.#field)), quote!(#field))
    } else {
        (quote!(self.#field.as_ref()), quote!(#field: Some(#field)))
    };
    quote! {
        let #field = #paging::next_token(#sent, #received)?;
        Some(Self { #value, #rest })
    }
}

/// The request with those tokens that the output has.
fn several(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    (operation, input): (&Operation, &ShapeId),
    tokens: &[PageToken],
    rest: &TokenStream,
) -> TokenStream {
    let fields: Vec<_> =
        tokens.iter().map(|token| context.names.field(input, &token.member).field).collect();
    let mut values = Vec::new();
    for token in tokens {
        let mut paths = token.next.iter().map(|path| filled(context, imports, path));
        let first = paths.next();
        values.push(quote!(#first #(.or_else(|| #paths))*.cloned()));
    }
    let decoding = s3::decode_tokens(context, imports, operation, tokens);
    let mutable = decoding.is_some().then(|| quote!(mut));
    quote! {
        let #mutable next = Self { #(#fields: #values,)* #rest };
        #decoding
        let is_last = #(next.#fields.is_none())&&*;
        let is_repeated = #(next.#fields == self.#fields)&&*;
        (!is_last && !is_repeated).then_some(next)
    }
}

/// The `Option` of a reference to a token in `output` that is not empty.
fn filled(context: ServiceContext<'_>, imports: &mut Imports, path: &OutputPath) -> TokenStream {
    let token = Expressions { context, imports }.one(&quote!(output), path);
    let is_filled = match context.slice.model.kind(&path.target) {
        Some(ShapeKind::Enum(_)) => quote!(!token.as_str().is_empty()),
        Some(ShapeKind::Integer | ShapeKind::Long) => quote!(**token != 0),
        _ => quote!(!token.is_empty()),
    };
    quote!(#token.filter(|token| #is_filled))
}
