//! Structures: the struct, its constructor and setters, and its table of wire names.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::comment;
use super::scope::Scope;
use super::text::{deprecation, documentation, omission, paragraphs, with_deprecation};
use super::types::{form, is_converted, member_type};
use super::width::{delimited, literal};
use super::{Context, Item, Row, RustFile, Table, error, serde_form};
use crate::ir::{Deprecation, Member, ShapeId, ShapeKind};
use crate::markdown::plain;
use crate::names::FieldNames;
use crate::slice::Part;

/// The file of a structure that is not an operation's own.
pub fn emit(context: Context<'_>, id: &ShapeId) -> RustFile {
    let name = context.names.type_of(id).name;
    let input = is_made_by_callers(context, id);
    let role = role_of_type(context, id);
    let mut scope = Scope::of_type(context.home, id, &name);
    let docs = context.slice.model.docs.shape(id);
    let mut structure = Struct::new(context, &mut scope, name, docs, Some(id), role);
    // What has setters is of no use by itself.
    structure.must_use = input;
    let mut items = vec![structure.definition()];
    items.extend(structure.debug().map(Item::Tokens));
    if input {
        items.push(structure.construction());
    }
    if role == Role::Error {
        items.push(Item::Tokens(error::traits(context, &mut scope, id)));
    }
    items.push(structure.table(context, &mut scope, Directions::of(context, id)));
    items.extend(serde_form(context, &mut scope, &structure.name));
    let uses = scope.uses().into_iter().map(Item::Group);
    RustFile { items: uses.chain(items).collect(), runtime: scope.needs(), ..RustFile::default() }
}

/// Whether requests hold a structure, so that it has a constructor.
pub fn is_made_by_callers(context: Context<'_>, id: &ShapeId) -> bool {
    context.slice.usage.get(id).is_some_and(|usage| usage.parts.contains(&Part::Input))
}

/// The role of a structure that is not an operation's own.
pub fn role_of_type(context: Context<'_>, id: &ShapeId) -> Role {
    match context.slice.usage.get(id) {
        Some(usage) if usage.error => Role::Error,
        Some(usage) if usage.parts == BTreeSet::from([Part::Input]) => Role::Input,
        _ => Role::Output,
    }
}

/// What a structure is for, which decides what may be absent and what its members are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The input of an operation: required members are demanded by the type.
    Request,
    /// Part of inputs only: likewise.
    Input,
    /// The output of an operation: services leave out even required members.
    Reply,
    /// An error: likewise.
    Error,
    /// Part of a reply: likewise.
    Output,
}

/// Where values of a type go: from JSON, to JSON, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directions {
    /// Replies have them.
    Decoded,
    /// Requests have them.
    Encoded,
    /// Both have them, or the serde form goes both ways.
    Both,
}

impl Directions {
    /// Those of a type that is not an operation's own.
    pub fn of(context: Context<'_>, id: &ShapeId) -> Self {
        let parts = context.slice.usage.get(id).map(|usage| &usage.parts);
        let is_encoded = parts.is_some_and(|parts| parts.contains(&Part::Input));
        let is_decoded = parts.is_some_and(|parts| parts.iter().any(|part| *part != Part::Input));
        match (is_decoded, is_encoded) {
            _ if context.serde => Self::Both,
            (true, true) => Self::Both,
            (false, true) => Self::Encoded,
            _ => Self::Decoded,
        }
    }

    /// Brings the modules of the runtime into scope that tables of these directions use.
    pub fn modules(self, scope: &mut Scope) {
        let modules: &[&str] = match self {
            Self::Decoded => &["decode"],
            Self::Encoded => &["encode"],
            Self::Both => &["decode", "encode"],
        };
        for module in modules {
            scope.runtime(module);
        }
    }
}

impl Role {
    /// The shape as what holds its members; none for the types of an operation itself, which nothing else holds.
    fn holder(self, id: &ShapeId) -> Option<&ShapeId> {
        Some(id).filter(|_| !matches!(self, Self::Request | Self::Reply))
    }
}

/// A struct that is about to be emitted.
pub struct Struct<'a> {
    /// Its name.
    pub name: Ident,
    /// Its documentation, as Markdown.
    pub docs: String,
    /// The shape, if something else holds it.
    holder: Option<&'a ShapeId>,
    /// Its fields.
    pub fields: Vec<Field<'a>>,
    /// The stand-in of the runtime for sensitive values, if there are any.
    pub redacted: Option<Ident>,
    /// Whether it does nothing by itself.
    pub must_use: bool,
    /// Why it should not be used any more.
    pub deprecated: Option<Deprecation>,
}

/// A field of a [`Struct`].
pub struct Field<'a> {
    /// The member in the model.
    pub member: &'a Member,
    /// What it is called.
    pub names: FieldNames,
    docs: String,
    /// The type, without the `Option` of what may be absent.
    pub ty: String,
    converts: bool,
    /// Whether it may be absent.
    pub optional: bool,
    sensitive: bool,
    wire: String,
    deprecated: Option<Deprecation>,
}

/// The fields of a structure in its role.
fn fields<'a>(context: Context<'a>, scope: &mut Scope, id: &ShapeId, role: Role) -> Vec<Field<'a>> {
    let model = &context.slice.model;
    let message_names = match (role, model.kind(id)) {
        (Role::Request | Role::Reply | Role::Error, Some(ShapeKind::Structure(structure))) => {
            structure.message_names()
        }
        _ => Vec::new(),
    };
    let is_message = !message_names.is_empty();
    let holder = role.holder(id);
    let field = |(index, member): (usize, &'a Member)| {
        let required = match role {
            Role::Request => member.is_required_of_request(),
            Role::Input => member.required,
            Role::Reply | Role::Error | Role::Output => false,
        };
        Field {
            member,
            names: context.names.field(id, &member.name),
            docs: match role {
                Role::Request if member.idempotency_token => {
                    paragraphs([&*documentation(context, id, member), FILLED_IN])
                }
                _ => documentation(context, id, member),
            },
            ty: member_type(context, scope, holder, member),
            converts: is_converted(context, holder, member),
            optional: !required,
            sensitive: context.is_secret(id, member),
            wire: message_names.get(index).map_or(&*member.wire_name, |name| name).to_owned(),
            deprecated: deprecation(context, member).cloned(),
        }
    };
    // What is streamed is never in memory.
    let members = model.members(id).iter().enumerate();
    members.filter(|(_, member)| !(is_message && member.is_stream())).map(field).collect()
}

/// What a caller must know of an idempotency token.
const FILLED_IN: &str =
    "If it is left unset, each request gets a new one. To try again, send the same request.";

/// The line of a method with the attribute that makes rustc warn of a call.
fn deprecated(deprecation: Option<&Deprecation>) -> String {
    let Some(Deprecation { message }) = deprecation else { return String::new() };
    let message = plain(message).split_whitespace().collect::<Vec<_>>().join(" ");
    if message.is_empty() {
        "    #[deprecated]\n".to_owned()
    } else {
        format!("    #[deprecated = {}]\n", Literal::string(&message))
    }
}

impl<'a> Struct<'a> {
    /// The struct of a structure in its role; without a structure it has no fields.
    pub fn new(
        context: Context<'a>,
        scope: &mut Scope,
        name: Ident,
        docs: &str,
        id: Option<&'a ShapeId>,
        role: Role,
    ) -> Self {
        let fields = id.map_or_else(Vec::new, |id| fields(context, scope, id, role));
        let of_shape = id.and_then(|id| context.slice.model.shapes.get(id)?.deprecated.clone());
        let deprecated = of_shape.filter(|_| matches!(role, Role::Input | Role::Output));
        let docs = with_deprecation(docs, deprecated.as_ref());
        let omitted = id.map_or_else(String::new, |id| omission(context, id));
        let docs = paragraphs([&*docs, &omitted]);
        let redacted = fields.iter().any(|field| field.sensitive).then(|| {
            scope.fmt();
            scope.runtime("Redacted")
        });
        let holder = id.and_then(|id| role.holder(id));
        let must_use = role == Role::Request;
        Self { name, docs, holder, fields, redacted, must_use, deprecated }
    }

    /// The struct itself.
    pub fn definition(&self) -> Item {
        let Self { name, fields, .. } = self;
        let docs = comment(&self.docs, 0);
        let debug = if self.redacted.is_none() { "Debug, " } else { "" };
        let default = if self.is_default() { "Default, " } else { "" };
        let must_use = if self.must_use { "#[must_use]\n" } else { "" };
        let fields: String = fields.iter().map(Field::definition).collect();
        let start = if fields.is_empty() { "" } else { "\n" };
        Item::Text(format!(
            "{docs}#[derive(Clone, {debug}{default}PartialEq)]
#[non_exhaustive]
{must_use}pub struct {name} {{{start}{fields}}}
"
        ))
    }

    /// `Debug`, where deriving it would print sensitive values.
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

    /// The constructor and the setters.
    pub fn construction(&self) -> Item {
        let Self { name, fields, .. } = self;
        let mut text = format!("impl {name} {{\n");
        text.push_str(&self.constructor());
        for setter in fields.iter().filter(|field| field.optional).map(Field::setter) {
            text.push('\n');
            text.push_str(&setter);
        }
        text.push_str("}\n");
        Item::Text(text)
    }

    fn constructor(&self) -> String {
        let Self { fields, .. } = self;
        let required = fields.iter().filter(|field| !field.optional);
        let docs = if self.is_default() {
            "Starts with every member unset."
        } else if required.clone().count() == fields.len() {
            "Takes the members, all of which are required."
        } else {
            "Takes the required members; the optional ones start unset."
        };
        let deprecated = deprecated(self.deprecated.as_ref());
        let arguments =
            required.map(|field| format!("{}: {}", field.names.field, field.argument()));
        let signature = delimited(1, "pub fn new(", &arguments.collect::<Vec<_>>(), ") -> Self {");
        let body = if self.is_default() {
            "        Self::default()\n".to_owned()
        } else {
            literal(2, &fields.iter().map(Field::initial).collect::<Vec<_>>())
        };
        format!("    /// {docs}\n{deprecated}{signature}{body}    }}\n")
    }

    /// The table of wire names, for values that go in these directions.
    pub fn table(&self, context: Context<'_>, scope: &mut Scope, directions: Directions) -> Item {
        let row = |field: &Field<'_>| {
            let form = form(context, scope, self.holder, field.member);
            let optional = |form| if field.optional { quote!(Option<#form>) } else { form };
            Row {
                wire: field.wire.clone(),
                also: None,
                name: field.names.field.clone(),
                form: form.map(optional),
            }
        };
        let rows = self.fields.iter().map(row).collect();
        let name = match directions {
            Directions::Decoded => quote!(decode::object),
            Directions::Encoded => quote!(encode::object),
            Directions::Both if self.is_default() => quote!(json::object),
            Directions::Both => quote!(serde_form::strict_object),
        };
        directions.modules(scope);
        if directions == Directions::Both {
            scope.runtime(if self.is_default() { "json" } else { "serde_form" });
        }
        Item::Table(Table { name, subject: self.name.clone(), rows })
    }

    fn is_default(&self) -> bool {
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

    fn initial(&self) -> String {
        let field = &self.names.field;
        match (self.optional, self.converts) {
            (true, _) => format!("{field}: None"),
            (false, true) => format!("{field}: {field}.into()"),
            (false, false) => field.to_string(),
        }
    }

    /// How the value is taken.
    fn argument(&self) -> String {
        let ty = &self.ty;
        if self.converts { format!("impl Into<{ty}>") } else { ty.clone() }
    }

    fn setter(&self) -> String {
        let Self { names: FieldNames { field, setter }, .. } = self;
        let field_name = field.to_string();
        let docs = comment(&format!("Sets `{}`.", field_name.trim_start_matches("r#")), 1);
        let deprecated = deprecated(self.deprecated.as_ref());
        let arguments = ["mut self".to_owned(), format!("value: {}", self.argument())];
        let signature = delimited(1, &format!("pub fn {setter}("), &arguments, ") -> Self {");
        let value = if self.converts { "value.into()" } else { "value" };
        format!(
            "{docs}{deprecated}{signature}        self.{field} = Some({value});
        self
    }}
"
        )
    }
}
