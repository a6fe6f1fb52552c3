//! Requests.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::customization;
use super::super::extensions::{extensions, token_checks};
use super::{Message, MessageRole, media_type};
use crate::emit::codec::BodyCodec;
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::s3;
use crate::ir::{
    HttpLocation, Member, Operation, Segment, ShapeId, ShapeKind, TextEncoding, TimestampFormat,
    UriTemplate,
};
use crate::services::ENCODING_TYPE;

/// The body of `request()`.
pub fn request(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
    codec: &dyn BodyCodec,
) -> TokenStream {
    let checks = token_checks(context, imports, operation);
    let input = Message::new(context, MessageRole::Request, operation.input.as_ref());
    let mut steps = input.path(imports, operation);
    steps.extend(input.query(imports, operation));
    steps.extend(input.headers(imports, &operation.customization.customer_keys));
    steps.extend(extensions(context, imports, operation));
    steps.extend(input.body(imports, operation, codec));
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

/// The steps that write the payload of an event into the body of `request`.
pub fn event_payload(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    role: MessageRole,
    (id, member, field): (&ShapeId, &Member, &Ident),
    codec: &dyn BodyCodec,
) -> TokenStream {
    Message::new(context, role, Some(id)).payload(imports, member, field, codec)
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
        let bucket = s3::bucket(operation);
        let mut step = |segment: &Segment| match segment {
            // The endpoint has the bucket, and the path begins after it.
            Segment::Literal(literal) if bucket.is_some() && literal == "/" => None,
            Segment::Literal(literal) => Some(quote!(request.path(#literal);)),
            Segment::Label { name, greedy } => {
                let (member, field) =
                    self.at(HttpLocation::Label).find(|(member, _)| member.wire_name == *name)?;
                let value = self.text(imports, member, field);
                if let Some(bucket) = bucket {
                    imports.runtime_module("s3/bucket");
                    let is_bucket = member.name == bucket;
                    let method = format_ident!("{}", if is_bucket { "bucket" } else { "key" });
                    return Some(quote!(request.#method(#name, #value)?;));
                }
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
        if !literal.is_empty() || self.at(HttpLocation::Query).next().is_some() {
            imports.runtime_module("request_query");
        }
        let literal_step = (!literal.is_empty()).then(|| quote!(request.literal_query(#literal);));
        let is_map = |member: &Member| matches!(self.kind(member), Some(ShapeKind::Map { .. }));
        let fixed = literal.split('&').filter_map(|part| part.split('=').next());
        let named = self.at(HttpLocation::Query).filter(|(member, _)| !is_map(member));
        let taken: Vec<&str> = fixed
            .filter(|key| !key.is_empty())
            .chain(named.map(|(member, _)| &*member.wire_name))
            .collect();
        let encodes_keys = operation.customization.encoded_keys.is_some();
        let members = self.at(HttpLocation::Query).map(|(member, field)| {
            if is_map(member) {
                return quote!(request.query_map(&self.#field, &[#(#taken),*]););
            }
            let key = &member.wire_name;
            if encodes_keys && member.name == ENCODING_TYPE {
                let listing = imports.runtime_path("s3/listing");
                return quote!(request.query(#key, &#listing::encoding(self.#field.as_ref())););
            }
            let value = self.filled_text(imports, member, field);
            quote!(request.query(#key, #value);)
        });
        literal_step.into_iter().chain(members.collect::<Vec<_>>()).collect()
    }

    /// The steps for headers, in the order of the model. Prefix headers are last, because single headers take
    /// precedence. `keys` are the encryption keys of the caller.
    pub(super) fn headers(&self, imports: &mut Imports, keys: &[[String; 2]]) -> Vec<TokenStream> {
        let mut steps = Vec::new();
        for (member, field) in self.at(HttpLocation::Header) {
            imports.runtime_module("header");
            let name = &member.wire_name;
            if let Some(names) = keys.iter().find(|names| names.contains(&member.name)) {
                // The step of the key sets the header of the hash, too.
                steps.extend(self.customer_key(imports, names).filter(|_| names[0] == member.name));
                continue;
            }
            let value = self.filled_text(imports, member, field);
            let method = self.secrecy(member, "header", "secret_header");
            steps.push(quote!(request.#method(#name, #value)?;));
        }
        for (member, field) in self.at(HttpLocation::PrefixHeaders) {
            imports.runtime_module("header");
            let prefix = &member.wire_name;
            let map = if self.is_required(member) {
                quote!([&self.#field])
            } else {
                quote!(&self.#field)
            };
            let method = self.secrecy(member, "prefix_headers", "secret_prefix_headers");
            steps.push(quote!(request.#method(#prefix, #map)?;));
        }
        steps
    }

    /// The step for an encryption key and its hash.
    fn customer_key(&self, imports: &mut Imports, names: &[String; 2]) -> Option<TokenStream> {
        let member = |name: &String| self.members.iter().find(|(member, _)| member.name == *name);
        let ((key, key_field), (hash, hash_field)) = (member(&names[0])?, member(&names[1])?);
        let (key, hash) = (&key.wire_name, &hash.wire_name);
        imports.runtime_module("s3/customer_key");
        let values = quote!([self.#key_field.as_ref(), self.#hash_field.as_ref()]);
        Some(quote!(request.customer_key([#key, #hash], #values)?;))
    }

    /// The name of the builder method for a plain or a sensitive member.
    fn secrecy(&self, member: &Member, plain: &str, secret: &str) -> Ident {
        format_ident!("{}", if self.context.is_sensitive(&member.target) { secret } else { plain })
    }

    /// Whether an unset member is filled in.
    fn fills(&self, member: &Member) -> bool {
        self.role == MessageRole::Request && member.idempotency_token
    }

    /// Like [`text`](Self::text), but an unset idempotency token is replaced by a new one.
    fn filled_text(&self, imports: &mut Imports, member: &Member, field: &Ident) -> TokenStream {
        if self.fills(member) { token(imports, field) } else { self.text(imports, member, field) }
    }

    /// The value of a member in the path, query or a header: timestamps in their format, JSON as base64, and IDs without
    /// their path.
    fn text(&self, imports: &mut Imports, member: &Member, field: &Ident) -> TokenStream {
        if member.json_text && member.location == HttpLocation::Header {
            let json_text = imports.runtime("json_text");
            return quote!(&#json_text::encode(&self.#field));
        }
        let is_sent = self.role == MessageRole::Request;
        if is_sent && member.text_encoding == Some(TextEncoding::LastSegment) {
            let last_segment = imports.runtime("last_segment");
            return if self.is_required(member) {
                quote!(&#last_segment::of(&self.#field))
            } else {
                quote!(&self.#field.as_deref().map(#last_segment::of))
            };
        }
        if member.text_encoding == Some(TextEncoding::CopySource) {
            let copy_source = imports.runtime_path("s3/copy_source");
            return if self.is_required(member) {
                quote!(&#copy_source::encoded(&self.#field))
            } else {
                quote!(&self.#field.as_deref().map(#copy_source::encoded))
            };
        }
        let function = match self.timestamp_format(member) {
            None | Some(TimestampFormat::DateTime) => return quote!(&self.#field),
            Some(TimestampFormat::EpochSeconds) => quote!(epoch_seconds),
            Some(TimestampFormat::HttpDate) => quote!(http_date),
        };
        let timestamp_text = imports.runtime("timestamp_text");
        quote!(&#timestamp_text::#function(&self.#field))
    }

    /// The step for the body. The codec decides whether an input without set body members has a body.
    fn body(
        &self,
        imports: &mut Imports,
        operation: &Operation,
        codec: &dyn BodyCodec,
    ) -> Option<TokenStream> {
        if self.stream.is_some_and(Member::is_events) {
            imports.runtime_module("event_stream/sends");
            return Some(quote!(request.events();));
        }
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
        self.has_body_members().then(|| codec.write_body(self.context, imports, operation))
    }

    /// The step for a member that is the whole body.
    pub(super) fn payload(
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
            _ => {
                let is_required = self.is_required(member);
                return codec.write_payload(self.context, imports, (member, field), is_required);
            }
        };
        imports.runtime_module("payload");
        if self.fills(member) {
            let token = token(imports, field);
            return quote!(request.text(#token););
        }
        if self.is_required(member) {
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
        if self.is_required(member) {
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
