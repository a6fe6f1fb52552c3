//! The Rust struct of a structure: definition, fields and setters.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::argument::FieldArgument;
use super::context::ServiceContext;
use super::imports::Imports;
use super::text::{deprecation, documentation, omission, paragraphs, with_deprecation};
use super::types::member_type;
use crate::ir::{Deprecation, EventRole, HttpLocation, Member, Operation, ShapeId};
use crate::markdown::plain;
use crate::names::FieldNames;
use crate::output::FileItem;
use crate::output::docs::{comment, first_sentence};
use crate::output::layout::delimited;
use crate::slice::MessageKind;

/// The use of a structure, which determines the optional fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The input of an operation. Required members are required by the type.
    Request,
    /// A part of inputs only. Required members are required by the type.
    Input,
    /// The output of an operation. All fields are optional, because services omit required members.
    Reply,
    /// An error. All fields are optional.
    Error,
    /// A part of outputs, and possibly of inputs. All fields are optional.
    Output,
}

/// The directions in which a table converts values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directions {
    /// From response bodies.
    Decoded,
    /// To request bodies.
    Encoded,
    /// Both directions.
    Both,
}

impl Directions {
    /// The directions of a shared type. With `serde`, the table is also the serde form, which needs both.
    pub fn new(context: ServiceContext<'_>, id: &ShapeId, serde: bool) -> Self {
        let parts = context.slice.usage.get(id).map(|usage| &usage.message_kinds);
        let is_encoded = parts.is_some_and(|parts| parts.contains(&MessageKind::Input));
        let is_decoded =
            parts.is_some_and(|parts| parts.iter().any(|part| *part != MessageKind::Input));
        match (is_decoded, is_encoded) {
            _ if context.serde && serde => Self::Both,
            (true, true) => Self::Both,
            (false, true) => Self::Encoded,
            _ => Self::Decoded,
        }
    }
}

impl Role {
    /// The shape, or `None` for an operation's own input or output, which is never the value of a member.
    fn holder(self, id: &ShapeId) -> Option<&ShapeId> {
        Some(id).filter(|_| !matches!(self, Self::Request | Self::Reply))
    }
}

/// A struct to emit.
pub struct Struct<'a> {
    /// The name.
    pub name: Ident,
    /// The documentation, as Markdown.
    pub docs: String,
    /// The shape, or `None` for an input or output without members.
    pub id: Option<&'a ShapeId>,
    /// The use of the structure.
    pub role: Role,
    /// The fields.
    pub fields: Vec<Field<'a>>,
    /// The wire names of the path labels of a request, in the order of the URI.
    pub(super) labels: Vec<&'a str>,
    /// The runtime type that replaces sensitive values in `Debug`, if there are any.
    pub redacted: Option<Ident>,
    /// Whether the struct is `#[must_use]`.
    pub must_use: bool,
    /// Whether the struct is `#[non_exhaustive]`.
    non_exhaustive: bool,
    /// The deprecation of the struct.
    pub deprecated: Option<Deprecation>,
}

/// A field of a [`Struct`].
pub struct Field<'a> {
    /// The member in the model.
    pub member: &'a Member,
    /// The names of the field and its setter.
    pub names: FieldNames,
    docs: String,
    /// The type, without the `Option` of an optional field.
    pub ty: String,
    /// The argument of the constructor or setter.
    pub argument: FieldArgument,
    /// Whether the member is required in requests: an argument of the constructor.
    pub required: bool,
    /// Whether the field is an `Option`.
    pub optional: bool,
    sensitive: bool,
    deprecated: Option<Deprecation>,
}

/// The fields of a structure in its role.
fn fields<'a>(
    context: ServiceContext<'a>,
    imports: &mut Imports,
    id: &ShapeId,
    role: Role,
) -> Vec<Field<'a>> {
    let is_message = matches!(role, Role::Request | Role::Reply | Role::Error);
    let holder = role.holder(id);
    let field = |member: &'a Member| {
        let required = match role {
            Role::Request => member.is_required_of_request(),
            Role::Input | Role::Reply | Role::Error | Role::Output => member.required,
        };
        let is_input = matches!(role, Role::Request | Role::Input);
        let ty = member_type(context, imports, holder, member);
        Field {
            member,
            names: context.names.field(id, &member.name),
            docs: match role {
                Role::Request if member.idempotency_token => {
                    paragraphs([&*documentation(context, id, member), TOKEN_NOTE])
                }
                _ => documentation(context, id, member),
            },
            argument: FieldArgument::new(context, imports, holder, member, &ty),
            ty,
            required,
            optional: !(required && is_input),
            sensitive: context.is_secret(id, member),
            deprecated: deprecation(context, member).cloned(),
        }
    };
    // Streams are not stored in memory.
    let members = context.slice.model.members(id).iter();
    members.filter(|member| !(is_message && member.is_stream())).map(field).collect()
}

/// The note about an idempotency token.
const TOKEN_NOTE: &str =
    "If unset, each request gets a new token. To retry, send the same request again.";

/// The attribute `#[deprecated]` of a method.
pub(super) fn deprecated(deprecation: Option<&Deprecation>) -> String {
    let Some(Deprecation { message }) = deprecation else { return String::new() };
    let message = plain(message).split_whitespace().collect::<Vec<_>>().join(" ");
    if message.is_empty() {
        "    #[deprecated]\n".to_owned()
    } else {
        format!("    #[deprecated = {}]\n", Literal::string(&message))
    }
}

impl<'a> Struct<'a> {
    /// Creates the struct of a structure. Without a structure, the struct has no fields.
    pub fn new(
        context: ServiceContext<'a>,
        imports: &mut Imports,
        name: Ident,
        docs: &str,
        id: Option<&'a ShapeId>,
        role: Role,
    ) -> Self {
        let fields = id.map_or_else(Vec::new, |id| fields(context, imports, id, role));
        let of_shape = id.and_then(|id| context.slice.model.shapes.get(id)?.deprecated.clone());
        let deprecated = of_shape.filter(|_| matches!(role, Role::Input | Role::Output));
        let docs = with_deprecation(docs, deprecated.as_ref());
        let omitted = id.map_or_else(String::new, |id| omission(context, id));
        let docs = paragraphs([&*docs, &omitted]);
        let redacted = fields.iter().any(|field| field.sensitive).then(|| {
            imports.fmt();
            imports.runtime("Redacted")
        });
        let (labels, must_use) = (Vec::new(), role == Role::Request);
        let non_exhaustive = !context.exhaustive;
        Self {
            name,
            docs,
            id,
            role,
            fields,
            labels,
            redacted,
            must_use,
            non_exhaustive,
            deprecated,
        }
    }

    /// Creates the struct of an operation's request.
    pub fn request(
        context: ServiceContext<'a>,
        imports: &mut Imports,
        docs: &str,
        operation: &'a Operation,
    ) -> Self {
        let name = context.names.operation(&operation.name).request;
        let id = operation.input.as_ref();
        Self {
            labels: operation.http.uri.labels().collect(),
            deprecated: operation.deprecated.clone(),
            ..Self::new(context, imports, name, docs, id, Role::Request)
        }
    }

    /// The fields that are in a body. For a nested type, these are all fields; for an event, all but its headers and its
    /// payload.
    pub fn body_fields(&self) -> impl Iterator<Item = &Field<'a>> {
        let is_nested = matches!(self.role, Role::Input | Role::Output);
        let in_body = move |field: &&Field<'_>| {
            let is_in_body = is_nested || field.member.location == HttpLocation::Body;
            is_in_body && field.member.event_role == EventRole::Plain
        };
        self.fields.iter().filter(in_body)
    }

    /// The fields of an event that are headers or the payload.
    pub fn marked_fields(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(|field| field.member.event_role != EventRole::Plain)
    }

    /// Whether the type is an event with headers, or with a payload that is one member.
    pub fn is_marked_event(&self) -> bool {
        self.marked_fields().next().is_some()
    }

    /// Whether any field is in a body.
    pub fn has_body_members(&self) -> bool {
        self.body_fields().next().is_some()
    }

    /// Whether the type is the value of a member or of an element.
    pub fn is_nested(&self, context: ServiceContext<'_>) -> bool {
        let usage = self.holder().and_then(|id| context.slice.usage.get(id));
        usage.is_some_and(|usage| usage.is_nested)
    }

    /// The shape, if it can be the value of a member.
    pub fn holder(&self) -> Option<&'a ShapeId> {
        self.id.and_then(|id| self.role.holder(id))
    }

    /// The struct definition.
    pub fn definition(&self) -> FileItem {
        let Self { name, fields, .. } = self;
        let docs = comment(&self.docs, 0);
        let debug = if self.redacted.is_none() { "Debug, " } else { "" };
        let default = if self.is_default() { "Default, " } else { "" };
        let non_exhaustive = if self.non_exhaustive { "#[non_exhaustive]\n" } else { "" };
        let must_use = if self.must_use { "#[must_use]\n" } else { "" };
        let fields: String = fields.iter().map(Field::definition).collect();
        let start = if fields.is_empty() { "" } else { "\n" };
        FileItem::Text(format!(
            "{docs}#[derive(Clone, {debug}{default}PartialEq)]
{non_exhaustive}{must_use}pub struct {name} {{{start}{fields}}}
"
        ))
    }

    /// The implementation of `Debug` for a struct with sensitive values.
    pub fn debug(&self) -> Option<TokenStream> {
        let redacted = self.redacted.as_ref()?;
        let Self { name, fields, .. } = self;
        let text = name.to_string();
        let fields = fields.iter().map(|field| field.debug(redacted));
        Some(quote! {
            impl fmt::Debug for #name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_struct(#text)
                        #(#fields)*
                        .finish()
                }
            }
        })
    }

    /// Whether all fields are optional.
    pub fn is_default(&self) -> bool {
        self.fields.iter().all(|field| field.optional)
    }
}

impl Field<'_> {
    fn definition(&self) -> String {
        let Self { names: FieldNames { field, .. }, ty, .. } = self;
        let docs = comment(&self.docs, 1);
        if self.optional {
            format!("{docs}    pub {field}: Option<{ty}>,\n")
        } else {
            format!("{docs}    pub {field}: {ty},\n")
        }
    }

    fn debug(&self, redacted: &Ident) -> TokenStream {
        let field = &self.names.field;
        let text = field.to_string();
        let text = text.trim_start_matches("r#");
        match (self.sensitive, self.optional) {
            (false, _) => quote!(.field(#text, &self.#field)),
            (true, false) => quote!(.field(#text, &#redacted)),
            (true, true) => quote!(.field(#text, &self.#field.as_ref().map(|_| #redacted))),
        }
    }

    pub(super) fn setter(&self) -> String {
        let Self { names: FieldNames { field, setter }, .. } = self;
        let docs = comment(first_sentence(&self.docs).trim_end(), 1);
        let deprecated = deprecated(self.deprecated.as_ref());
        let arguments = ["mut self".to_owned(), format!("value: {}", self.argument.ty)];
        let signature = delimited(1, &format!("pub fn {setter}("), &arguments, ") -> Self {");
        let value = self.argument.value("value");
        format!(
            "{docs}{deprecated}{signature}        self.{field} = Some({value});
        self
    }}
"
        )
    }
}
