//! Shared structures, one file each.

use std::collections::BTreeSet;

use super::context::ServiceContext;
use super::imports::Imports;
use super::protocol::emitter;
use super::rust_struct::{Directions, Role, Struct};
use super::{error, event_stream, serde_form};
use crate::ir::ShapeId;
use crate::output::{FileItem, RustFile};
use crate::slice::MessageKind;

/// The file of a shared structure.
pub fn emit(context: ServiceContext<'_>, id: &ShapeId) -> RustFile {
    let name = context.names.type_names(id).name;
    let input = is_made_by_callers(context, id);
    let role = role_of_type(context, id);
    let mut imports = Imports::for_type(context.paths, id, &name);
    let docs = context.shape_docs(id);
    let mut structure = Struct::new(context, &mut imports, name, &docs, Some(id), role);
    // A value that a caller builds has no effect by itself.
    structure.must_use = input;
    let mut items = vec![structure.definition()];
    items.extend(structure.debug().map(FileItem::Tokens));
    if input {
        items.push(structure.construction(&mut imports));
    }
    if role == Role::Error {
        items.push(FileItem::Tokens(error::traits(context, &mut imports, id)));
    }
    // The serde form of these has more members than the body.
    let is_message =
        role == Role::Error && !structure.is_nested(context) || structure.is_marked_event();
    let directions = Directions::new(context, id, !is_message);
    items.extend(event_stream::event(context, &mut imports, &structure));
    if !structure.is_marked_event() || structure.has_body_members() {
        items.extend(emitter(context).tables(context, &mut imports, &structure, directions));
    }
    items.extend(if is_message {
        serde_form::for_message(context, &mut imports, &structure)
    } else {
        serde_form::for_type(context, &mut imports, &structure.name)
    });
    let uses = imports.uses().into_iter().map(FileItem::Group);
    RustFile { items: uses.chain(items).collect(), runtime: imports.needs(), ..RustFile::default() }
}

/// Whether requests contain a structure, so that it has a constructor.
pub fn is_made_by_callers(context: ServiceContext<'_>, id: &ShapeId) -> bool {
    context
        .slice
        .usage
        .get(id)
        .is_some_and(|usage| usage.message_kinds.contains(&MessageKind::Input))
}

/// The role of a shared structure.
pub fn role_of_type(context: ServiceContext<'_>, id: &ShapeId) -> Role {
    match context.slice.usage.get(id) {
        Some(usage) if usage.is_error => Role::Error,
        Some(usage) if usage.message_kinds == BTreeSet::from([MessageKind::Input]) => Role::Input,
        _ => Role::Output,
    }
}
