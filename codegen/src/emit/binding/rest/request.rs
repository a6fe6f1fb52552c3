//! Requests.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::customization;
use super::super::extensions::{extensions, token_checks};
use super::{Message, media_type};
use crate::emit::codec::BodyCodec;
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{
    HttpLocation, Member, Operation, Segment, ShapeKind, TimestampFormat, UriTemplate,
};

/// The body of `request()`.
pub fn request(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
    codec: &dyn BodyCodec,
) -> TokenStream {
    let checks = token_checks(context, imports, operation);
    let input = Message::new(context, operation.input.as_ref());
    let mut steps = input.path(imports, operation);
    steps.extend(input.query(imports, operation));
    steps.extend(input.headers(imports));
    steps.extend(extensions(context, imports, operation));
    steps.extend(input.body(imports, codec));
    steps.extend(customization::body(imports, operation));

    let (builder, method) = (imports.runtime("RequestBuilder"), imports.http("Method"));
    let verb = verb(&operation.http.method);
    let start = match operation.http.uri.path.first() {
        Some(Segment::Literal(literal)) => literal.as_str(),
        _ => "/",
    };
    let start = quote!(#builder::new(#method::#verb, #start));
    if steps.is_empty() {
        return quote!(#start.build());
    }
    quote! {
        #(#checks)*
        let mut request = #start;
        #(#steps)*
        request.build()
    }
}

/// The constant of `http::Method`. `check` refuses other methods.
fn verb(method: &str) -> TokenStream {
    match method {
        "DELETE" => quote!(DELETE),
        "HEAD" => quote!(HEAD),
        "OPTIONS" => quote!(OPTIONS),
        "PATCH" => quote!(PATCH),
        "POST" => quote!(POST),
        "PUT" => quote!(PUT),
        _ => quote!(GET),
    }
}

/// The value of an idempotency token, or a new token if the member is unset.
fn token(imports: &mut Imports, field: &Ident) -> TokenStream {
    let token = imports.runtime("token");
    quote!(&#token::or_new(self.#field.as_deref()))
}

impl Message<'_> {
    /// The steps for the path after its first literal.
    fn path(&self, imports: &mut Imports, operation: &Operation) -> Vec<TokenStream> {
        let mut step = |segment: &Segment| match segment {
            Segment::Literal(literal) => Some(quote!(request.path(#literal);)),
            Segment::Label { name, greedy } => {
                let (member, field) =
                    self.at(HttpLocation::Label).find(|(member, _)| member.wire_name == *name)?;
                let value = self.text(imports, member, field);
                let default = operation.customization.label_defaults.get(&member.name);
                if let Some(default) = default.filter(|_| !greedy) {
                    imports.runtime_module("service_defaults");
                    return Some(quote!(request.label_or(#name, #value, #default)?;));
                }
                let method = format_ident!("{}", if *greedy { "greedy_label" } else { "label" });
                Some(quote!(request.#method(#name, #value)?;))
            }
        };
        operation.http.uri.path.iter().skip(1).filter_map(&mut step).collect()
    }

    /// The steps for the literal query string and the members in the query, in the order of the model.
    fn query(&self, imports: &mut Imports, operation: &Operation) -> Vec<TokenStream> {
        let UriTemplate { query: literal, .. } = &operation.http.uri;
        let literal_step = (!literal.is_empty()).then(|| quote!(request.literal_query(#literal);));
        let is_map = |member: &Member| matches!(self.kind(member), Some(ShapeKind::Map { .. }));
        let fixed = literal.split('&').filter_map(|part| part.split('=').next());
        let named = self.at(HttpLocation::Query).filter(|(member, _)| !is_map(member));
        let taken: Vec<&str> = fixed
            .filter(|key| !key.is_empty())
            .chain(named.map(|(member, _)| &*member.wire_name))
            .collect();
        let members = self.at(HttpLocation::Query).map(|(member, field)| {
            if is_map(member) {
                return quote!(request.query_map(&self.#field, &[#(#taken),*]););
            }
            let (key, value) = (&member.wire_name, self.filled_text(imports, member, field));
            quote!(request.query(#key, #value);)
        });
        literal_step.into_iter().chain(members.collect::<Vec<_>>()).collect()
    }

    /// The steps for headers, in the order of the model. Prefix headers are last, because single headers take
    /// precedence.
    fn headers(&self, imports: &mut Imports) -> Vec<TokenStream> {
        let mut steps = Vec::new();
        for (member, field) in self.at(HttpLocation::Header) {
            imports.runtime_module("header");
            let name = &member.wire_name;
            let value = self.filled_text(imports, member, field);
            let method = self.secrecy(member, "header", "secret_header");
            steps.push(quote!(request.#method(#name, #value)?;));
        }
        for (member, field) in self.at(HttpLocation::PrefixHeaders) {
            imports.runtime_module("header");
            let prefix = &member.wire_name;
            let map = if member.is_required_of_request() {
                quote!([&self.#field])
            } else {
                quote!(&self.#field)
            };
            let method = self.secrecy(member, "prefix_headers", "secret_prefix_headers");
            steps.push(quote!(request.#method(#prefix, #map)?;));
        }
        steps
    }

    /// The name of the builder method for a plain or a sensitive member.
    fn secrecy(&self, member: &Member, plain: &str, secret: &str) -> Ident {
        format_ident!("{}", if self.context.is_sensitive(&member.target) { secret } else { plain })
    }

    /// Like [`text`](Self::text), but an unset idempotency token is replaced by a new one.
    fn filled_text(&self, imports: &mut Imports, member: &Member, field: &Ident) -> TokenStream {
        if member.idempotency_token {
            token(imports, field)
        } else {
            self.text(imports, member, field)
        }
    }

    /// The value of a member in the path, query or a header: timestamps in their format, JSON as base64.
    fn text(&self, imports: &mut Imports, member: &Member, field: &Ident) -> TokenStream {
        if member.json_text && member.location == HttpLocation::Header {
            let json_text = imports.runtime("json_text");
            return quote!(&#json_text::encode(&self.#field));
        }
        let function = match self.timestamp_format(member) {
            None | Some(TimestampFormat::DateTime) => return quote!(&self.#field),
            Some(TimestampFormat::EpochSeconds) => quote!(epoch_seconds),
            Some(TimestampFormat::HttpDate) => quote!(http_date),
        };
        let timestamp_text = imports.runtime("timestamp_text");
        quote!(&#timestamp_text::#function(&self.#field))
    }

    /// The step for the body. An input with body members always has a body, even if all of them are unset.
    fn body(&self, imports: &mut Imports, codec: &dyn BodyCodec) -> Option<TokenStream> {
        if let Some(stream) = self.stream {
            let Some(media_type) = media_type(self.context, stream) else {
                imports.runtime_module("payload");
                return Some(quote!(request.stream();));
            };
            return Some(quote!(request.body(#media_type, Vec::new());));
        }
        if let Some((member, field)) = self.at(HttpLocation::Payload).next() {
            return Some(self.payload(imports, member, field, codec));
        }
        self.has_body_members().then(|| codec.write_body())
    }

    /// The step for a member that is the whole body.
    fn payload(
        &self,
        imports: &mut Imports,
        member: &Member,
        field: &Ident,
        codec: &dyn BodyCodec,
    ) -> TokenStream {
        if let Some(media_type) = media_type(self.context, member) {
            return self.typed_payload(member, field, media_type);
        }
        let method = match self.kind(member) {
            Some(ShapeKind::Blob) => quote!(bytes),
            Some(ShapeKind::String | ShapeKind::Enum(_)) => quote!(text),
            _ => return codec.write_payload(self.context, imports, member, field),
        };
        imports.runtime_module("payload");
        if member.idempotency_token {
            let token = token(imports, field);
            return quote!(request.text(#token););
        }
        if member.is_required_of_request() {
            return quote!(request.#method(&self.#field););
        }
        quote! {
            if let Some(payload) = &self.#field {
                request.#method(payload);
            }
        }
    }

    /// The step for a blob or string with a media type.
    fn typed_payload(&self, member: &Member, field: &Ident, media_type: &str) -> TokenStream {
        let bytes = if self.kind(member) == Some(&ShapeKind::Blob) {
            quote!(payload.clone())
        } else {
            quote!(payload.as_str().as_bytes().to_owned())
        };
        if member.is_required_of_request() {
            return quote! {
                let payload = &self.#field;
                request.body(#media_type, #bytes);
            };
        }
        quote! {
            if let Some(payload) = &self.#field {
                request.body(#media_type, #bytes);
            }
        }
    }
}
