//! Checks of shapes as written, used by the service or not: ids, types, and keys that the type does not have.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ast;
use super::shapes::{APPLY, path_of};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source, did_you_mean};

/// Keys of shapes, each with the types that have it.
const PARTS: &[(&str, &[&str])] = &[
    ("members", &["structure", "union", "enum", "intEnum"]),
    ("member", &["list", "set"]),
    ("key", &["map"]),
    ("value", &["map"]),
    ("input", &["operation"]),
    ("output", &["operation"]),
    ("errors", &["operation", "service"]),
    ("operations", &["service", "resource"]),
    ("resources", &["service", "resource"]),
    ("collectionOperations", &["resource"]),
    ("version", &["service"]),
    ("rename", &["service"]),
];

/// Types without these keys.
const PLAIN: &[&str] = &[
    "blob",
    "boolean",
    "string",
    "byte",
    "short",
    "integer",
    "long",
    "float",
    "double",
    "bigInteger",
    "bigDecimal",
    "timestamp",
    "document",
    APPLY,
];

/// Checks every shape of a file.
///
/// # Errors
///
/// Reports all problems, in the order of the ids.
pub fn check(
    source: &Arc<Source>,
    written: &BTreeMap<String, ast::AstShape<'_>>,
) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    for (id, shape) in written {
        let mut error = |error: Diagnostic, keys: &[&str]| {
            errors.push(error.at(Location::new(source, path_of(id, keys))));
        };
        if !is_id(id) {
            let message = format!("{id:?} is not a valid shape id");
            error(Diagnostic::error(message).help("write the id as NAMESPACE#NAME"), &[]);
        }
        let kind = &*shape.kind;
        if !PLAIN.contains(&kind) && !PARTS.iter().any(|(_, kinds)| kinds.contains(&kind)) {
            error(unknown(kind), &["type"]);
            continue;
        }
        let misplaced = PARTS.iter().filter(|(part, _)| shape.has(part));
        for (part, _) in misplaced.filter(|(_, kinds)| !kinds.contains(&kind)) {
            let message = format!("shape `{id}` of type {kind} cannot have `{part}`");
            error(Diagnostic::error(message), &[part]);
        }
    }
    errors.finish(())
}

fn unknown(kind: &str) -> Diagnostic {
    let error = Diagnostic::error(format!("unknown shape type `{kind}`"));
    let known = PARTS.iter().flat_map(|(_, kinds)| *kinds).chain(PLAIN).copied();
    error.or_meant(did_you_mean(kind, known))
}

/// Whether a text is the id of a shape or member.
fn is_id(text: &str) -> bool {
    let (id, member) = text.split_once('$').unwrap_or((text, "_"));
    id.split_once('#').is_some_and(|(namespace, name)| {
        namespace.split('.').chain([name, member]).all(is_identifier)
    })
}

/// Whether a text is a Smithy identifier.
pub fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
