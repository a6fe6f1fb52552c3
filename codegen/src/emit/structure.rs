//! Structures that operations share: the file of each.

use std::collections::BTreeSet;

use super::context::ServiceContext;
use super::imports::Imports;
use super::protocol::emitter;
use super::rust_struct::{Directions, Role, Struct};
use super::{error, serde_form};
use crate::ir::ShapeId;
use crate::output::{Item, RustFile};
use crate::slice::Part;

/// The file of a structure that is not an operation's own.
pub fn emit(context: ServiceContext<'_>, id: &ShapeId) -> RustFile {
    let name = context.names.type_of(id).name;
    let input = is_made_by_callers(context, id);
    let role = role_of_type(context, id);
    let mut imports = Imports::of_type(context.paths, id, &name);
    let docs = context.shape_docs(id);
    let mut structure = Struct::new(context, &mut imports, name, &docs, Some(id), role);
    // What has setters is of no use by itself.
    structure.must_use = input;
    let mut items = vec![structure.definition()];
    items.extend(structure.debug().map(Item::Tokens));
    if input {
        items.push(structure.construction());
    }
    if role == Role::Error {
        items.push(Item::Tokens(error::traits(context, &mut imports, id)));
    }
    let is_message = role == Role::Error && !structure.is_held(context);
    let directions = Directions::of(context, id, !is_message);
    items.extend(emitter(context).tables(context, &mut imports, &structure, directions));
    items.extend(if is_message {
        serde_form::of_message(context, &mut imports, &structure)
    } else {
        serde_form::of_type(context, &mut imports, &structure.name)
    });
    let uses = imports.uses().into_iter().map(Item::Group);
    RustFile { items: uses.chain(items).collect(), runtime: imports.needs(), ..RustFile::default() }
}

/// Whether requests hold a structure, so that it has a constructor.
pub fn is_made_by_callers(context: ServiceContext<'_>, id: &ShapeId) -> bool {
    context.slice.usage.get(id).is_some_and(|usage| usage.parts.contains(&Part::Input))
}

/// The role of a structure that is not an operation's own.
pub fn role_of_type(context: ServiceContext<'_>, id: &ShapeId) -> Role {
    match context.slice.usage.get(id) {
        Some(usage) if usage.error => Role::Error,
        Some(usage) if usage.parts == BTreeSet::from([Part::Input]) => Role::Input,
        _ => Role::Output,
    }
}
