//! rest-json: members in path, query, headers and a JSON body.

use std::borrow::Cow;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::extensions;
use crate::emit::Context;
use crate::emit::scope::Scope;
use crate::emit::types::form;
use crate::ir::{
    Location, Member, Operation, Segment, ShapeId, ShapeKind, TimestampFormat, UriTemplate,
};

/// The body of `request()`.
pub fn request(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> TokenStream {
    let input = Message::of(context, operation.input.as_ref());
    let mut steps = input.path(scope, operation);
    steps.extend(input.query(scope, operation));
    steps.extend(input.headers(scope));
    steps.extend(extensions(context, scope, operation));
    steps.extend(input.body(scope));

    let (builder, method) = (scope.runtime("RequestBuilder"), scope.http("Method"));
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
        let mut request = #start;
        #(#steps)*
        request.build()
    }
}

/// The constant of `http::Method`; `check` lets no other method through.
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

/// The body of `parse()`.
pub fn parse(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> TokenStream {
    let rest_json = scope.runtime("rest_json");
    let reply = quote!(#rest_json::reply::<Self::Error>(status, headers, body)?);
    let output = Message::of(context, operation.output.as_ref());
    let bound = output.bound(scope);
    let has_body = output.at(Location::Body).next().is_some();
    let values: Vec<_> = bound.iter().map(Bound::value).collect();
    let fields: Vec<_> = bound.iter().map(|bound| &bound.field).collect();
    let elsewhere = output.elsewhere();
    match (has_body, bound.is_empty()) {
        (false, true) => quote!(#reply; Ok(Self::Output::default())),
        (true, true) if elsewhere.is_empty() => quote!(Ok(#reply.json()?)),
        (true, true) => quote!(Ok(#reply.json_without(&[#(#elsewhere),*])?)),
        (true, false) => quote! {
            let reply = #reply;
            let mut output: Self::Output = reply.json_without(&[#(#elsewhere),*])?;
            #(output.#fields = #values;)*
            Ok(output)
        },
        (false, false) => {
            let name = context.names.operation(&operation.name).output;
            let others = output.members.len() > bound.len();
            let others = others.then(|| quote!(..Self::Output::default()));
            quote! {
                let reply = #reply;
                Ok(#name { #(#fields: #values,)* #others })
            }
        }
    }
}

/// The method of an error that reads its members which do not travel in the body.
pub fn read_error_head(
    context: Context<'_>,
    scope: &mut Scope,
    id: &ShapeId,
) -> Option<TokenStream> {
    let message = Message::of(context, Some(id));
    let elsewhere = message.elsewhere();
    let bound = message.bound(scope);
    let steps = bound.iter().map(|Bound { field, read, fallible }| {
        // What is not as the model says must not hide the error.
        let lenient = fallible.then(|| quote!(.unwrap_or_default()));
        quote!(self.#field = #read #lenient;)
    });
    (!bound.is_empty()).then(|| {
        quote! {
            const ELSEWHERE: &'static [&'static str] = &[#(#elsewhere),*];

            fn read_head(&mut self, reply: &error::Reply<'_>) {
                #(#steps)*
            }
        }
    })
}

/// What the bytes or the text of a member are, if the model says it.
fn media_type<'a>(context: Context<'a>, member: &Member) -> Option<&'a str> {
    let shape = context.slice.model.shapes.get(&member.target)?;
    let is_text = matches!(shape.kind, ShapeKind::Blob | ShapeKind::String | ShapeKind::Enum(_));
    shape.media_type.as_deref().filter(|_| is_text && !member.idempotency_token)
}

/// A member that is a token, filled in where it is left unset.
fn token(scope: &mut Scope, field: &Ident) -> TokenStream {
    let token = scope.runtime("token");
    quote!(&#token::or_new(self.#field.as_deref()))
}

/// The members of an input, output or error that are held in memory, with their fields.
struct Message<'a> {
    context: Context<'a>,
    /// The names of all in the serde form.
    names: Vec<Cow<'a, str>>,
    members: Vec<(&'a Member, Ident)>,
    /// Whether the body is a stream, which the caller has.
    is_streamed: bool,
    /// What the bytes of the stream are, if the model says it.
    streamed_type: Option<&'a str>,
}

/// A member of a reply that does not travel in a JSON object, and how it is read.
struct Bound {
    field: Ident,
    read: TokenStream,
    /// Whether it is a `Result`.
    fallible: bool,
}

impl Bound {
    fn value(&self) -> TokenStream {
        let read = &self.read;
        if self.fallible { quote!(#read?) } else { quote!(#read) }
    }
}

impl<'a> Message<'a> {
    fn of(context: Context<'a>, id: Option<&'a ShapeId>) -> Self {
        let model = &context.slice.model;
        let names = match id.and_then(|id| model.kind(id)) {
            Some(ShapeKind::Structure(structure)) => structure.message_names(),
            _ => Vec::new(),
        };
        let members = id.into_iter().flat_map(|id| {
            let field = |member: &Member| context.names.field(id, &member.name).field;
            model.members(id).iter().map(move |member| (member, field(member)))
        });
        let members = members.zip(names);
        let (streams, members): (Vec<_>, Vec<_>) =
            members.partition(|((member, _), _)| member.is_stream());
        let (members, names) = members.into_iter().unzip();
        let streamed_type = streams.iter().find_map(|((member, _), _)| media_type(context, member));
        Self { context, names, members, is_streamed: !streams.is_empty(), streamed_type }
    }

    /// The names of the members that do not travel in the body.
    fn elsewhere(&self) -> Vec<&str> {
        let members = self.members.iter().zip(&self.names);
        let elsewhere = members.filter(|((member, _), _)| member.location != Location::Body);
        elsewhere.map(|(_, name)| &**name).collect()
    }

    fn at(&self, location: Location) -> impl Iterator<Item = &(&'a Member, Ident)> {
        self.members.iter().filter(move |(member, _)| member.location == location)
    }

    /// The rest of the path, after the text that it starts with.
    fn path(&self, scope: &mut Scope, operation: &Operation) -> Vec<TokenStream> {
        let step = |segment: &Segment| match segment {
            Segment::Literal(literal) => Some(quote!(request.path(#literal);)),
            Segment::Label { name, greedy } => {
                let (member, field) =
                    self.at(Location::Label).find(|(member, _)| member.wire_name == *name)?;
                let method = format_ident!("{}", if *greedy { "greedy_label" } else { "label" });
                let value = self.text(scope, member, field);
                Some(quote!(request.#method(#name, #value)?;))
            }
        };
        operation.http.uri.path.iter().skip(1).filter_map(step).collect()
    }

    /// The fixed query, then members in the order of the model.
    fn query(&self, scope: &mut Scope, operation: &Operation) -> Vec<TokenStream> {
        let UriTemplate { query: literal, .. } = &operation.http.uri;
        let literal_step = (!literal.is_empty()).then(|| quote!(request.literal_query(#literal);));
        let is_map = |member: &Member| {
            matches!(self.context.slice.model.kind(&member.target), Some(ShapeKind::Map { .. }))
        };
        let fixed = literal.split('&').filter_map(|part| part.split('=').next());
        let named = self.at(Location::Query).filter(|(member, _)| !is_map(member));
        let meant: Vec<&str> = fixed
            .filter(|key| !key.is_empty())
            .chain(named.map(|(member, _)| &*member.wire_name))
            .collect();
        let members = self.at(Location::Query).map(|(member, field)| {
            if is_map(member) {
                return quote!(request.query_map(&self.#field, &[#(#meant),*]););
            }
            let (key, value) = (&member.wire_name, self.filled_text(scope, member, field));
            quote!(request.query(#key, #value);)
        });
        literal_step.into_iter().chain(members.collect::<Vec<_>>()).collect()
    }

    /// The headers in the order of the model, those of a prefix last: a header of its own counts more.
    fn headers(&self, scope: &mut Scope) -> Vec<TokenStream> {
        let mut steps = Vec::new();
        for (member, field) in self.at(Location::Header) {
            scope.runtime_module("header");
            let name = &member.wire_name;
            let value = self.filled_text(scope, member, field);
            let is_secret = self.context.is_sensitive(&member.target);
            let method = format_ident!("{}", if is_secret { "secret_header" } else { "header" });
            steps.push(quote!(request.#method(#name, #value)?;));
        }
        for (member, field) in self.at(Location::PrefixHeaders) {
            scope.runtime_module("header");
            let prefix = &member.wire_name;
            let map = if member.is_required_of_request() {
                quote!([&self.#field])
            } else {
                quote!(&self.#field)
            };
            steps.push(quote!(request.prefix_headers(#prefix, #map)?;));
        }
        steps
    }

    /// As [`text`](Self::text), where what is left unset may be a token.
    fn filled_text(&self, scope: &mut Scope, member: &Member, field: &Ident) -> TokenStream {
        if member.idempotency_token { token(scope, field) } else { self.text(scope, member, field) }
    }

    /// A member as path, query or a header hold it: timestamps in their format, and JSON as base64.
    fn text(&self, scope: &mut Scope, member: &Member, field: &Ident) -> TokenStream {
        if member.json_text && member.location == Location::Header {
            let json_text = scope.runtime("json_text");
            return quote!(&#json_text::encode(&self.#field));
        }
        let function = match self.timestamp_format(member) {
            None | Some(TimestampFormat::DateTime) => return quote!(&self.#field),
            Some(TimestampFormat::EpochSeconds) => quote!(epoch_seconds),
            Some(TimestampFormat::HttpDate) => quote!(http_date),
        };
        let written = scope.runtime("written");
        quote!(&#written::#function(&self.#field))
    }

    /// The format of a timestamp, or of the timestamps in a list; `None` if it is neither.
    fn timestamp_format(&self, member: &Member) -> Option<TimestampFormat> {
        let model = &self.context.slice.model;
        let kind = match model.kind(&member.target)? {
            ShapeKind::List(element) => model.kind(element)?,
            kind => kind,
        };
        let ShapeKind::Timestamp(of_shape) = kind else { return None };
        let usual = member.location.usual_timestamp_format(&model.service.protocol);
        Some(member.timestamp_format.or(*of_shape).unwrap_or(usual))
    }

    /// The body. An input with body members has one even if none of them is set; others have none.
    fn body(&self, scope: &mut Scope) -> Vec<TokenStream> {
        if self.is_streamed {
            let Some(media_type) = &self.streamed_type else {
                scope.runtime_module("payload");
                return vec![quote!(request.stream();)];
            };
            return vec![quote!(request.body(#media_type, Vec::new());)];
        }
        if let Some((member, field)) = self.at(Location::Payload).next() {
            return vec![self.payload(scope, member, field)];
        }
        let members = self.at(Location::Body).map(|(member, field)| {
            let wire = &member.wire_name;
            if member.idempotency_token {
                let token = token(scope, field);
                return quote!(body.member(#wire, #token););
            }
            match form(self.context, scope, None, member) {
                None => quote!(body.member(#wire, &self.#field);),
                Some(form) if member.is_required_of_request() => {
                    quote!(body.member_as::<#form, _>(#wire, &self.#field);)
                }
                Some(form) => quote!(body.member_as::<Option<#form>, _>(#wire, &self.#field);),
            }
        });
        let members: Vec<_> = members.collect();
        if members.is_empty() {
            return members;
        }
        let encode = scope.runtime("encode");
        vec![quote! {
            let mut body = #encode::Body::new();
            #(#members)*
            request.json(body);
        }]
    }

    fn payload(&self, scope: &mut Scope, member: &Member, field: &Ident) -> TokenStream {
        if let Some(media_type) = media_type(self.context, member) {
            let is_blob = self.context.slice.model.kind(&member.target) == Some(&ShapeKind::Blob);
            let bytes = if is_blob {
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
            return quote! {
                if let Some(payload) = &self.#field {
                    request.body(#media_type, #bytes);
                }
            };
        }
        scope.runtime_module("payload");
        if member.idempotency_token {
            let token = token(scope, field);
            return quote!(request.text(#token););
        }
        let method = match self.context.slice.model.kind(&member.target) {
            Some(ShapeKind::Structure(_)) => return quote!(request.payload_object(&self.#field);),
            Some(ShapeKind::Blob) => quote!(bytes),
            Some(ShapeKind::String | ShapeKind::Enum(_)) => quote!(text),
            _ => return quote!(request.payload(&self.#field);),
        };
        if member.is_required_of_request() {
            return quote!(request.#method(&self.#field););
        }
        quote! {
            if let Some(payload) = &self.#field {
                request.#method(payload);
            }
        }
    }

    /// The members of a reply that do not travel in a JSON object.
    fn bound(&self, scope: &mut Scope) -> Vec<Bound> {
        let mut bound = Vec::new();
        for (member, field) in &self.members {
            let name = &member.wire_name;
            let (read, fallible) = match member.location {
                Location::Body | Location::Label | Location::Query => continue,
                Location::Header => {
                    scope.runtime_module("header");
                    (self.read_header(scope, member), true)
                }
                Location::PrefixHeaders => {
                    scope.runtime_module("header");
                    (quote!(reply.prefix_headers(#name)), true)
                }
                Location::StatusCode => (quote!(Some(reply.status().as_u16().into())), false),
                Location::Payload => {
                    scope.runtime_module("payload");
                    match self.context.slice.model.kind(&member.target) {
                        Some(ShapeKind::Blob) => (quote!(reply.bytes()), false),
                        Some(ShapeKind::String | ShapeKind::Enum(_)) => {
                            (quote!(reply.text()), true)
                        }
                        Some(ShapeKind::Structure(_)) => (quote!(reply.json().map(Some)), true),
                        _ => (quote!(reply.payload()), true),
                    }
                }
            };
            bound.push(Bound { field: field.clone(), read, fallible });
        }
        bound
    }

    fn read_header(&self, scope: &mut Scope, member: &Member) -> TokenStream {
        let name = &member.wire_name;
        if member.json_text {
            scope.runtime_module("json_text");
            return quote!(reply.header_json_text(#name));
        }
        match self.context.slice.model.kind(&member.target) {
            Some(ShapeKind::List(_)) if self.timestamp_format(member).is_some() => {
                quote!(reply.header_timestamps(#name))
            }
            Some(ShapeKind::List(_)) => quote!(reply.header_list(#name)),
            _ => quote!(reply.header(#name)),
        }
    }
}
