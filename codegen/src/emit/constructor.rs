//! The constructor of a struct, and the order of its arguments.

use super::imports::Imports;
use super::rust_struct::{Field, Role, Struct, deprecated};
use crate::ir::{HttpLocation, Member};
use crate::output::FileItem;
use crate::output::layout::{delimited, literal};

/// The maximum number of arguments that clippy accepts.
const MAX_ARGUMENTS: usize = 7;

const ALLOW_MANY: &str = "    #[allow(clippy::too_many_arguments)] // All of them are required.\n";

impl<'a> Struct<'a> {
    /// The constructor and the setters.
    pub fn construction(&self, imports: &mut Imports) -> FileItem {
        for field in self.fields.iter().filter(|field| field.required || field.optional) {
            field.argument.import(imports);
        }
        let Self { name, fields, .. } = self;
        let mut text = format!("impl {name} {{\n");
        text.push_str(&self.constructor());
        for setter in fields.iter().filter(|field| field.optional).map(Field::setter) {
            text.push('\n');
            text.push_str(&setter);
        }
        text.push_str("}\n");
        FileItem::Text(text)
    }

    /// The arguments of the constructor: the labels in the order of the URI, then the other required members by their
    /// lower-cased wire name. The order is independent of the order of members and of the format of the model.
    pub fn arguments(&self) -> Vec<&Field<'a>> {
        let mut arguments: Vec<&Field<'_>> =
            self.fields.iter().filter(|field| field.required).collect();
        arguments.sort_by_cached_key(|field| argument_order(&self.labels, field.member));
        arguments
    }

    fn constructor(&self) -> String {
        let arguments = self.arguments();
        let noun = if self.role == Role::Request { "request" } else { "structure" };
        let is_label = |field: &&Field<'_>| field.member.location == HttpLocation::Label;
        let values = match (arguments.as_slice(), arguments.iter().any(is_label)) {
            ([], _) => "with all fields unset",
            ([_], _) => "from its required fields",
            (_, false) => "from its required fields, in the order of their names",
            (_, true) => "from its required fields: path labels first, then the others by name",
        };
        let deprecated = deprecated(self.deprecated.as_ref());
        let many = if arguments.len() > MAX_ARGUMENTS { ALLOW_MANY } else { "" };
        let body = if arguments.is_empty() {
            "        Self::default()\n".to_owned()
        } else {
            literal(2, &self.initial_values())
        };
        let arguments =
            arguments.iter().map(|it| format!("{}: {}", it.names.field, it.argument.ty));
        let arguments: Vec<String> = arguments.collect();
        let signature = delimited(1, "pub fn new(", &arguments, ") -> Self {");
        format!("    /// Creates a {noun} {values}.\n{deprecated}{many}{signature}{body}    }}\n")
    }

    /// The fields of the struct literal in the constructor. A type without required fields has a `Default`.
    fn initial_values(&self) -> Vec<String> {
        let is_default = self.is_default();
        let is_named = |field: &&Field<'_>| field.required || !is_default;
        let named = self.fields.iter().filter(is_named).map(Field::initial);
        let mut values: Vec<String> = named.collect();
        if values.len() < self.fields.len() {
            values.push("..Self::default()".to_owned());
        }
        values
    }
}

/// The order of a member among the arguments of a constructor. `labels` are the path labels of a request.
pub(super) fn argument_order<'m>(labels: &[&str], member: &'m Member) -> (usize, String, &'m str) {
    let Member { name, location, wire_name, .. } = member;
    let label = labels.iter().position(|label| label == wire_name);
    let label = label.filter(|_| *location == HttpLocation::Label);
    (label.unwrap_or(usize::MAX), member.name_on_wire().to_lowercase(), name)
}

impl Field<'_> {
    /// The field in the struct literal.
    fn initial(&self) -> String {
        let field = &self.names.field.to_string();
        let value = self.argument.value(field);
        match (self.required, self.optional) {
            (false, _) => format!("{field}: None"),
            (true, true) => format!("{field}: Some({value})"),
            (true, false) if value == *field => value,
            (true, false) => format!("{field}: {value}"),
        }
    }
}
