//! rest-json: members in path, query and a JSON body.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::Context;
use crate::emit::scope::Scope;
use crate::emit::types::codec;
use crate::ir::{Location, Member, Operation, Segment};

/// The body of `request()`.
pub fn request(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> TokenStream {
    let input = Input::of(context, operation);
    let mut steps = input.path(operation);
    steps.extend(input.query(operation));
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
pub fn parse(scope: &mut Scope) -> TokenStream {
    let operation = scope.runtime("operation");
    quote!(#operation::parse_json(status, headers, body))
}

/// The members of an input, with their fields.
struct Input<'a> {
    context: Context<'a>,
    members: Vec<(&'a Member, Ident)>,
}

impl<'a> Input<'a> {
    fn of(context: Context<'a>, operation: &'a Operation) -> Self {
        let members = operation.input.iter().flat_map(|id| {
            let field = |member: &Member| context.names.field(id, &member.name).field;
            context.slice.model.members(id).iter().map(move |member| (member, field(member)))
        });
        Self { context, members: members.collect() }
    }

    fn at(&self, location: Location) -> impl Iterator<Item = &(&'a Member, Ident)> {
        self.members.iter().filter(move |(member, _)| member.location == location)
    }

    /// The rest of the path, after the text that it starts with.
    fn path(&self, operation: &Operation) -> Vec<TokenStream> {
        let step = |segment: &Segment| match segment {
            Segment::Literal(literal) => Some(quote!(request.path(#literal);)),
            Segment::Label { name, greedy } => {
                let (_, field) =
                    self.at(Location::Label).find(|(member, _)| member.wire_name == *name)?;
                let method = format_ident!("{}", if *greedy { "greedy_label" } else { "label" });
                Some(quote!(request.#method(#name, &self.#field)?;))
            }
        };
        operation.http.uri.path.iter().skip(1).filter_map(step).collect()
    }

    /// The fixed query, then members in the order of the model.
    fn query(&self, operation: &Operation) -> Vec<TokenStream> {
        let literal = &operation.http.uri.query;
        let literal = (!literal.is_empty()).then(|| quote!(request.literal_query(#literal);));
        let members = self.at(Location::Query).map(|(member, field)| {
            let key = &member.wire_name;
            quote!(request.query(#key, &self.#field);)
        });
        literal.into_iter().chain(members).collect()
    }

    /// The JSON body. An input with body members has one even if none of them is set; others have none.
    fn body(&self, scope: &mut Scope) -> Vec<TokenStream> {
        let members = self.at(Location::Body).map(|(member, field)| {
            let wire = &member.wire_name;
            match codec(self.context, scope, member) {
                None => quote!(body.member(#wire, &self.#field)?;),
                Some(codec) if member.required => {
                    quote!(body.member_as::<#codec, _>(#wire, &self.#field)?;)
                }
                Some(codec) => quote!(body.member_as::<Option<#codec>, _>(#wire, &self.#field)?;),
            }
        });
        let members: Vec<_> = members.collect();
        if members.is_empty() {
            return members;
        }
        vec![quote! {
            let mut body = json::Body::new();
            #(#members)*
            request.json(body);
        }]
    }
}
