//! The tables of types that requests do not contain.

use super::super::codec::{cbor, json, xml};
use super::super::context::ServiceContext;
use super::super::event_stream;
use super::super::imports::Imports;
use super::super::protocol::emitter;
use super::super::rust_struct::{Directions, Role, Struct};
use super::super::rust_union::Union;
use super::super::structure::role_of_type;
use crate::ir::{Codec, Protocol, ShapeId, ShapeKind};
use crate::output::FileItem;
use crate::slice::MessageKind;

/// The table of a structure.
pub fn of_structure(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
) -> FileItem {
    match context.slice.model.service.protocol.reply_codec() {
        Codec::Json => json::table(context, imports, structure, Directions::Encoded),
        Codec::Cbor => cbor::structure_table(context, imports, structure, Directions::Encoded),
        Codec::Xml | Codec::Form => xml::fake_table(context, imports, structure),
    }
}

/// The tables of the types in outputs and errors.
pub fn of_types(context: ServiceContext<'_>, imports: &mut Imports) -> Vec<FileItem> {
    let ids: Vec<&ShapeId> = context.names.types().map(|(id, _)| id).collect();
    ids.into_iter().flat_map(|id| of_type(context, imports, id)).collect()
}

fn of_type(context: ServiceContext<'_>, imports: &mut Imports, id: &ShapeId) -> Vec<FileItem> {
    let is_read =
        context.slice.usage.get(id).is_some_and(|usage| {
            usage.message_kinds.iter().any(|kind| *kind != MessageKind::Input)
        });
    let name = context.names.type_names(id).name;
    match context.slice.model.kind(id) {
        Some(ShapeKind::Structure(_)) if is_read => {
            let role = role_of_type(context, id);
            let structure =
                Struct::new(context, &mut Imports::discarded(), name, "", Some(id), role);
            of_shared_structure(context, imports, id, &structure)
        }
        Some(ShapeKind::Union(members)) if is_read => {
            let union = Union::new(context, id, &name, members);
            of_union(context, imports, id, &union)
        }
        _ => Vec::new(),
    }
}

fn of_shared_structure(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    id: &ShapeId,
    structure: &Struct<'_>,
) -> Vec<FileItem> {
    let mut items = Vec::new();
    let is_sent = Directions::new(context, id, false) != Directions::Decoded;
    if !is_sent && context.slice.events.contains(id) {
        let codec = emitter(context).event_codec();
        let sent = codec.map(|codec| event_stream::sent(context, imports, (id, structure), codec));
        items.extend(sent.map(FileItem::Tokens));
    }
    let is_marked = structure.is_marked_event();
    let is_message = is_marked || structure.role == Role::Error && !structure.is_nested(context);
    let is_written = structure.has_body_members() || structure.is_nested(context) && !is_marked;
    if is_written && !has_table(context, id, !is_message) {
        items.push(of_structure(context, imports, structure));
    }
    if !items.is_empty() {
        imports.shared(context.names, id);
    }
    items
}

fn of_union(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    id: &ShapeId,
    union: &Union<'_>,
) -> Vec<FileItem> {
    let shape = context.slice.model.shapes.get(id);
    let table = if shape.is_some_and(|shape| shape.event_stream.is_some()) {
        let is_sent = Directions::new(context, id, false) != Directions::Decoded;
        (!is_sent).then(|| event_stream::sent_table(imports, union))
    } else if has_table(context, id, true) {
        None
    } else {
        Some(match context.slice.model.service.protocol.reply_codec() {
            Codec::Json => json::union_table(context, imports, union, Directions::Encoded),
            Codec::Cbor => cbor::union_table(context, imports, union, Directions::Encoded),
            Codec::Xml | Codec::Form => xml::fake_union_table(context, imports, union),
        })
    };
    if table.is_some() {
        imports.shared(context.names, id);
    }
    table.into_iter().collect()
}

/// Whether a type has a table already that writes it in the codec of responses.
fn has_table(context: ServiceContext<'_>, id: &ShapeId, is_serde_form: bool) -> bool {
    let directions = |serde| Directions::new(context, id, serde);
    match &context.slice.model.service.protocol {
        Protocol::RestJson | Protocol::AwsJson { .. } => {
            directions(is_serde_form) != Directions::Decoded
        }
        Protocol::RpcV2Cbor { .. } | Protocol::RestXml { .. } => {
            directions(false) != Directions::Decoded
        }
        // Requests are forms.
        Protocol::Query | Protocol::Ec2 => false,
    }
}
