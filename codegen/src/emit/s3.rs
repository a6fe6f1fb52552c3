//! Buckets and keys of S3 in the path, endpoints that functions of the runtime compute, and keys in listings.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::ServiceContext;
use super::imports::Imports;
use super::input_path;
use crate::ir::{BucketRule, ComputedEndpoint, EndpointArgument, Operation, ShapeKind};
use crate::jmespath::PathStep;
use crate::paginator::PageToken;
use crate::services::ENCODING_TYPE;

/// The member with the bucket of an operation of S3.
pub fn bucket(operation: &Operation) -> Option<&str> {
    match &operation.customization.computed_endpoint {
        Some(ComputedEndpoint::S3Bucket { member, .. }) => Some(member),
        _ => None,
    }
}

/// The call of the function that computes the endpoint of an operation in `region`.
pub fn endpoint(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Option<TokenStream> {
    let value = |imports: &mut Imports, member: &String| {
        input_path::value(context, imports, operation, &EndpointArgument::Member(member.clone()))
    };
    Some(match operation.customization.computed_endpoint.as_ref()? {
        ComputedEndpoint::S3 => {
            let endpoint = imports.runtime_path("s3/endpoint");
            quote!(#endpoint::without_bucket(&Self::SERVICE, region))
        }
        ComputedEndpoint::S3Bucket { member, rule } => {
            let endpoint = imports.runtime_path("s3/endpoint");
            let field = context.names.field(operation.input.as_ref()?, member).field;
            let rule = match rule {
                BucketRule::Any => quote!(Any),
                BucketRule::NoAccessPoint => quote!(NoAccessPoint),
                BucketRule::InPath => quote!(InPath),
            };
            let rule = quote!(#endpoint::BucketRule::#rule);
            quote!(#endpoint::of_bucket(&Self::SERVICE, region, &self.#field, #rule))
        }
        ComputedEndpoint::S3Control { outpost, names, resource } => {
            let control = imports.runtime_path("s3/control");
            let names: Vec<_> = names.iter().map(|name| value(imports, name)).collect();
            let mut optional = |member: &Option<String>| {
                member.as_ref().map_or_else(|| quote!(None), |name| value(imports, name))
            };
            let (outpost, resource) = (optional(outpost), optional(resource));
            quote! {
                let target = #control::Target {
                    outpost: #outpost,
                    names: &[#(#names),*],
                    resource: #resource,
                };
                #control::endpoint(&Self::SERVICE, region, &target)
            }
        }
    })
}

/// The code that decodes the keys of a listing.
pub struct DecodedKeys {
    /// The field of the input with the encoding that the caller asks for.
    asked: Ident,
    /// The condition that the keys of `output` are encoded.
    condition: TokenStream,
    steps: Vec<TokenStream>,
    signature: TokenStream,
}

/// The code that decodes the keys of an operation's output, if they are encoded.
pub fn decode_keys(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Option<DecodedKeys> {
    operation.customization.encoded_keys.as_ref()?;
    let (input, output) = (operation.input.as_ref()?, operation.output.as_ref()?);
    let listing = imports.runtime_path("s3/listing");
    let encoding = context.names.field(output, ENCODING_TYPE).field;
    let (status, headers) = (imports.http("StatusCode"), imports.http("HeaderMap"));
    Some(DecodedKeys {
        asked: context.names.field(input, ENCODING_TYPE).field,
        condition: quote!(#listing::is_encoded(output.#encoding.as_ref())),
        steps: for_keys(context, operation, &quote!(#listing::decode)),
        signature: quote! {
            fn read(&self, status: #status, headers: &#headers, body: &[u8]) -> Result<Self::Output, Self::Error>
        },
    })
}

/// The statements that encode the keys of the fake `output`, if it says that they are encoded.
pub fn encode_keys(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Option<TokenStream> {
    operation.customization.encoded_keys.as_ref()?;
    let encoding = context.names.field(operation.output.as_ref()?, ENCODING_TYPE).field;
    let listing = imports.runtime_path("s3/listing");
    imports.runtime_module("fakes/listing");
    let steps = for_keys(context, operation, &quote!(fakes::listing::encode));
    Some(quote! {
        if #listing::is_encoded(output.#encoding.as_ref()) {
            #(#steps)*
        }
    })
}

/// The calls of a function for all keys of `output`.
fn for_keys(
    context: ServiceContext<'_>,
    operation: &Operation,
    function: &TokenStream,
) -> Vec<TokenStream> {
    let model = &context.slice.model;
    let keys = operation.customization.encoded_keys.as_ref().zip(operation.output.as_ref());
    let Some((keys, output)) = keys else { return Vec::new() };
    let texts = keys.texts.iter().map(|text| {
        let field = context.names.field(output, text).field;
        quote!(#function(&mut output.#field);)
    });
    let nested = keys.nested.iter().filter_map(|[list, text]| {
        let member = model.members(output).iter().find(|member| member.name == *list)?;
        let Some(ShapeKind::List(element)) = model.kind(&member.target) else { return None };
        let list = context.names.field(output, list).field;
        let text = context.names.field(element, text).field;
        Some(quote! {
            for element in output.#list.iter_mut().flatten() {
                #function(&mut element.#text);
            }
        })
    });
    texts.chain(nested).collect()
}

/// The statement that decodes the tokens of `next`, if the caller asked for encoded keys. S3 takes tokens as they are.
pub fn decode_tokens(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
    tokens: &[PageToken],
) -> Option<TokenStream> {
    let keys = operation.customization.encoded_keys.as_ref()?;
    let (input, output) = (operation.input.as_ref()?, operation.output.as_ref()?);
    let encoded = tokens.iter().filter(|token| {
        let mut texts = token.next.iter().filter_map(|path| path.steps.first());
        texts.any(|step| matches!(step, PathStep::Member(_, text) if keys.texts.contains(text)))
    });
    let fields = encoded.map(|token| context.names.field(input, &token.member).field);
    let fields: Vec<Ident> = fields.collect();
    if fields.is_empty() {
        return None;
    }
    let listing = imports.runtime_path("s3/listing");
    let [asked, encoding] = [input, output].map(|id| context.names.field(id, ENCODING_TYPE).field);
    Some(quote! {
        if self.#asked.is_some() && #listing::is_encoded(output.#encoding.as_ref()) {
            #(#listing::decode(&mut next.#fields);)*
        }
    })
}

impl DecodedKeys {
    /// The body of `parse`, which decodes the keys, and the method `read`, which leaves the keys that the caller wants
    /// encoded. `parse` reads the output.
    pub fn around(&self, parse: &TokenStream) -> (TokenStream, Option<TokenStream>) {
        let Self { asked, condition, steps, signature } = self;
        let decoding = quote! {
            let output: Result<Self::Output, Self::Error> = { #parse };
            let mut output = output?;
            if #condition {
                #(#steps)*
            }
            Ok(output)
        };
        let read = quote! {
            #signature {
                if self.#asked.is_none() {
                    return Self::parse(status, headers, body);
                }
                #parse
            }
        };
        (decoding, Some(read))
    }
}
