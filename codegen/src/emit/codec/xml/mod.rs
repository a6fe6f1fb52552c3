//! XML: the tables of structures and unions, and bodies.

mod body;
pub mod tag;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::format::{Formats, format, text_scalar};
use super::layout::{LayoutRules, layout};
use super::macros::{Macros, table};
use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Directions, Field, Role, Struct};
use crate::emit::rust_union::Union;
use crate::ir::{Member, ShapeId, ShapeKind, TextEncoding, TimestampFormat};
use crate::output::{FileItem, MacroRow};

pub use body::{Xml, payload};

/// The layouts and formats of values that are read.
const READ: Rules = Rules {
    layout: LayoutRules { flattens_lists: false, name: tag::local_name },
    name: tag::read,
    formats: Formats { scalar: read_scalar, encoded: read_encoded, sparse: None },
};

/// The layouts and formats of values that are written.
const WRITTEN: Rules = Rules {
    layout: LayoutRules { flattens_lists: false, name: tag::element },
    name: tag::written,
    formats: Formats {
        scalar: |imports, kind, format| text_scalar(imports, kind, format, "xml/encode_blob"),
        encoded: written_encoded,
        sparse: None,
    },
};

/// The layouts and formats of values in fake responses: they are written with the names by which they are read.
const FAKE: Rules = Rules {
    layout: READ.layout,
    name: READ.name,
    formats: Formats { encoded: fake_encoded, ..WRITTEN.formats },
};

/// The layouts and formats of one direction.
struct Rules {
    layout: LayoutRules,
    /// The name or tag of a member.
    name: fn(ServiceContext<'_>, &Member) -> String,
    formats: Formats,
}

impl Rules {
    /// The row of a member. `holder` is the shape with the member, or `None` for an operation's own input or output.
    fn row(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        holder: Option<&ShapeId>,
        member: &Member,
        name: &Ident,
    ) -> MacroRow {
        let layout = || layout(context, self.layout, &member.target, member.xml.flattened);
        MacroRow {
            layout: if member.xml.attribute { Some(quote!([@])) } else { layout() },
            format: format(context, imports, holder, member, self.formats),
            ..MacroRow::new(&(self.name)(context, member), name)
        }
    }

    /// The rows of a structure's body members, attributes first.
    fn rows(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        structure: &Struct<'_>,
        optional: impl Fn(&Field<'_>) -> bool,
    ) -> Vec<MacroRow> {
        let mut fields: Vec<&Field<'_>> = structure.body_fields().collect();
        fields.sort_by_key(|field| !field.member.xml.attribute);
        let row = |field: &Field<'_>| {
            let name = &field.names.field;
            let row = self.row(context, imports, structure.holder(), field.member, name);
            let format = row
                .format
                .map(|format| if optional(field) { quote!(Option<#format>) } else { format });
            MacroRow { format, ..row }
        };
        fields.into_iter().map(row).collect()
    }

    /// The rows of a union.
    fn variants(
        &self,
        context: ServiceContext<'_>,
        imports: &mut Imports,
        union: &Union<'_>,
    ) -> Vec<MacroRow> {
        let variants = union.variants();
        variants
            .map(|(member, name)| self.row(context, imports, Some(union.id), member, name))
            .collect()
    }
}

/// The table of a structure's members in responses.
pub fn decode_table(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
) -> FileItem {
    let rows = READ.rows(context, imports, structure, |_| true);
    table(imports, STRUCTURES, Directions::Decoded, structure.name.clone(), rows)
}

/// The table of a union in responses.
pub fn decode_union_table(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    union: &Union<'_>,
) -> FileItem {
    let rows = READ.variants(context, imports, union);
    table(imports, UNIONS, Directions::Decoded, union.name.clone(), rows)
}

/// The table of a structure's members in fake responses.
pub fn fake_table(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
) -> FileItem {
    let rows = FAKE.rows(context, imports, structure, |field| field.optional);
    table(imports, STRUCTURES, Directions::Encoded, structure.name.clone(), rows)
}

/// The table of a union in fake responses.
pub fn fake_union_table(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    union: &Union<'_>,
) -> FileItem {
    let rows = FAKE.variants(context, imports, union);
    table(imports, UNIONS, Directions::Encoded, union.name.clone(), rows)
}

/// The tables of a structure: of its members in requests, and of those in responses. They are one table if they are equal.
pub fn tables(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
    directions: Directions,
) -> Vec<FileItem> {
    let rows = [
        (directions != Directions::Decoded).then(|| {
            let mut rows = WRITTEN.rows(context, imports, structure, |field| field.optional);
            if structure.role == Role::Request {
                fill_tokens(imports, structure, &mut rows);
            }
            rows
        }),
        (directions != Directions::Encoded)
            .then(|| READ.rows(context, imports, structure, |_| true)),
    ];
    joined(imports, STRUCTURES, &structure.name, rows)
}

/// The tables of a union, as those of a structure.
pub fn union_tables(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    union: &Union<'_>,
) -> Vec<FileItem> {
    let directions = Directions::new(context, union.id, false);
    let rows = [
        (directions != Directions::Decoded).then(|| WRITTEN.variants(context, imports, union)),
        (directions != Directions::Encoded).then(|| READ.variants(context, imports, union)),
    ];
    joined(imports, UNIONS, &union.name, rows)
}

/// Sets the format of idempotency tokens.
fn fill_tokens(imports: &mut Imports, structure: &Struct<'_>, rows: &mut [MacroRow]) {
    for field in structure.body_fields().filter(|field| field.member.idempotency_token) {
        imports.runtime_module("xml/encode_token");
        let value_format = imports.runtime("value_format");
        for row in rows.iter_mut().filter(|row| row.name == field.names.field) {
            row.format = Some(quote!(#value_format::Token));
        }
    }
}

const STRUCTURES: Macros =
    Macros { codec: "xml", names: ["xml::decode", "xml::encode", "xml::object"] };
const UNIONS: Macros =
    Macros { codec: "xml", names: ["xml::decode_union", "xml::encode_union", "xml::union"] };

/// The tables of rows that are written and of rows that are read.
fn joined(
    imports: &mut Imports,
    macros: Macros,
    subject: &Ident,
    rows: [Option<Vec<MacroRow>>; 2],
) -> Vec<FileItem> {
    let [written, read] = rows;
    let are_same = written.is_some() && shown(written.as_deref()) == shown(read.as_deref());
    let tables = match (written, read) {
        (Some(rows), _) if are_same => vec![(Directions::Both, rows)],
        (written, read) => {
            let written = written.map(|rows| (Directions::Encoded, rows));
            let read = read.map(|rows| (Directions::Decoded, rows));
            written.into_iter().chain(read).collect()
        }
    };
    let tables = tables.into_iter();
    tables.map(|(kind, rows)| table(imports, macros, kind, subject.clone(), rows)).collect()
}

/// The text of rows, to compare them.
fn shown(rows: Option<&[MacroRow]>) -> Option<String> {
    rows.map(|rows| format!("{rows:?}"))
}

/// The format of a scalar that is read. A timestamp is read in any format.
fn read_scalar(
    imports: &mut Imports,
    kind: &ShapeKind,
    _: Option<TimestampFormat>,
) -> Option<TokenStream> {
    matches!(kind, ShapeKind::Blob).then(|| {
        imports.runtime_module("xml/blob");
        let value_format = imports.runtime("value_format");
        quote!(#value_format::Blob)
    })
}

/// The format of a text with an encoding that is read.
fn read_encoded(imports: &mut Imports, encoding: TextEncoding) -> Option<TokenStream> {
    let format = match encoding {
        TextEncoding::Base64 => quote!(Base64Text),
        TextEncoding::UrlEncodedJson => quote!(UrlEncodedJson),
        _ => return None,
    };
    imports.runtime_module("xml/encoded");
    let value_format = imports.runtime("value_format");
    Some(quote!(#value_format::#format))
}

/// The format of a text with an encoding in fake responses.
fn fake_encoded(imports: &mut Imports, encoding: TextEncoding) -> Option<TokenStream> {
    let format = match encoding {
        TextEncoding::Base64 => quote!(Base64Text),
        TextEncoding::UrlEncodedJson => quote!(UrlEncodedJson),
        _ => return None,
    };
    imports.runtime_module("fakes/xml_text");
    let value_format = imports.runtime("value_format");
    Some(quote!(#value_format::#format))
}

/// The format of a text with an encoding that is written.
fn written_encoded(imports: &mut Imports, encoding: TextEncoding) -> Option<TokenStream> {
    (encoding == TextEncoding::LastSegment).then(|| {
        imports.runtime_module("xml/encode_segment");
        let value_format = imports.runtime("value_format");
        quote!(#value_format::LastSegment)
    })
}
