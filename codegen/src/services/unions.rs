//! Structures with exactly one set member: they are unions, although botocore's models do not say so.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::is_service;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, did_you_mean};
use crate::ir::{Model, Operation, ShapeId, ShapeKind, Structure};
use crate::slice::{self, Slice};

/// A union that botocore defines as a structure.
struct KnownUnion {
    /// The SDK id of the service.
    service: &'static str,
    /// The structure.
    shape: &'static str,
    /// The members whose type converts into the union. No other member may ever have the same meaning.
    conversions: &'static [&'static str],
}

/// A vector is a list: bytes do not convert, because `vec![1, 2]` could be meant as a list of numbers.
const ATTRIBUTES: &[&str] = &["S", "M", "L", "BOOL"];

/// The known unions. Smithy's models mark them.
const KNOWN: &[KnownUnion] = &[
    known(
        "CloudDirectory",
        "TypedAttributeValue",
        &["StringValue", "BinaryValue", "BooleanValue", "DatetimeValue"],
    ),
    known("DynamoDB", "AttributeValue", ATTRIBUTES),
    known("DynamoDB Streams", "AttributeValue", ATTRIBUTES),
    known("IoT", "AssetPropertyVariant", &[]),
    known("IoTAnalytics", "DatastoreStorage", &[]),
    known("QuickSight", "DataSourceParameters", &[]),
    known("QuickSight", "PhysicalTable", &[]),
    known("QuickSight", "TransformOperation", &[]),
    known("SageMaker", "TrialComponentParameterValue", &["StringValue", "NumberValue"]),
    known("XRay", "AnnotationValue", &["NumberValue", "BooleanValue", "StringValue"]),
];

const fn known(
    service: &'static str,
    shape: &'static str,
    conversions: &'static [&'static str],
) -> KnownUnion {
    KnownUnion { service, shape, conversions }
}

/// The name of a structure that the manifest calls a union.
#[derive(Clone, Debug)]
pub struct UnionName {
    /// The name of the shape.
    pub text: String,
    /// Its location, if it was read from a file.
    pub location: Option<Location>,
}

/// Turns the known structures into unions.
pub(super) fn apply(model: &mut Model) {
    let ids: Vec<ShapeId> = of_model(model).map(|union| ShapeId::new(union.shape)).collect();
    for id in ids {
        make_union(model, &id);
    }
}

/// The known unions of a model, one line each.
pub(super) fn describe(model: &Model) -> impl Iterator<Item = String> {
    let unions = of_model(model).filter(|union| model.kind(&ShapeId::new(union.shape)).is_some());
    unions.map(|union| format!("{}: a union (Smithy, the model of the service)", union.shape))
}

/// The members whose type converts into a union.
pub fn conversions(model: &Model, id: &ShapeId) -> &'static [&'static str] {
    of_model(model).find(|union| union.shape == id.as_str()).map_or(&[], |union| union.conversions)
}

fn of_model(model: &Model) -> impl Iterator<Item = &'static KnownUnion> {
    KNOWN.iter().filter(|union| is_service(model, union.service))
}

/// Finds the structures that the manifest calls unions.
///
/// # Errors
///
/// Names without a structure in the slice, and structures that cannot be unions.
pub fn find(slice: &Slice, names: &[UnionName]) -> Result<Vec<ShapeId>, Diagnostics> {
    let mut errors = Diagnostics::default();
    let found = names.iter().filter_map(|name| {
        let id = check(slice, &name.text);
        errors.collect(id.map_err(|error| Diagnostics::from(error).or_at(name.location.as_ref())))
    });
    let found = found.collect();
    errors.finish(found)
}

/// Turns structures into unions. Structures that a model does not have or that cannot be unions stay: only another
/// version of the model may have them.
pub fn mark(model: &mut Model, operations: &BTreeSet<String>, names: &[UnionName]) {
    let slice = slice::slice(model, operations);
    for id in names.iter().filter_map(|name| check(&slice, &name.text).ok()) {
        make_union(model, &id);
    }
}

/// Turns a structure into a union. Other shapes stay.
pub fn make_union(model: &mut Model, id: &ShapeId) {
    let Some(shape) = model.shapes.get_mut(id) else { return };
    if let ShapeKind::Structure(structure) = &mut Arc::make_mut(shape).kind {
        let members = std::mem::take(&mut structure.members);
        Arc::make_mut(shape).kind = ShapeKind::Union(members);
    }
}

/// The structure with this name, if it can be a union.
fn check(slice: &Slice, name: &str) -> Result<ShapeId, Diagnostic> {
    let id = ShapeId::new(name);
    let structure = match (slice.usage.get(&id), slice.model.kind(&id)) {
        (_, Some(ShapeKind::Union(_))) => return Ok(id),
        (Some(usage), Some(ShapeKind::Structure(structure))) if usage.is_nested => structure,
        _ => {
            let is_nested =
                |id: &&ShapeId| slice.usage.get(id).is_some_and(|usage| usage.is_nested);
            let structures = slice.model.shapes.iter().filter(|(id, shape)| {
                matches!(shape.kind, ShapeKind::Structure(_)) && is_nested(id)
            });
            let guess = did_you_mean(name, structures.map(|(id, _)| id.as_str()));
            let message = format!("`{name}` is not a nested structure of the selected operations");
            return Err(Diagnostic::error(message)
                .help("name a structure that is the type of a member, a list or a map")
                .or_meant(guess));
        }
    };
    match obstacle(slice, &id, structure) {
        None => Ok(id),
        Some(reason) => Err(Diagnostic::error(format!("`{name}` cannot be a union: {reason}"))
            .help(format!("remove `{name}` from `unions`"))),
    }
}

/// The reason why a structure cannot be a union.
fn obstacle(slice: &Slice, id: &ShapeId, structure: &Structure) -> Option<String> {
    let is_message = |operation: &Operation| operation.messages().any(|message| message == id);
    if let Some(operation) = slice.model.operations.values().find(|operation| is_message(operation))
    {
        return Some(format!("the structure is a message of operation `{}`", operation.name));
    }
    if structure.members.is_empty() {
        return Some("the structure has no members".to_owned());
    }
    let required = structure.members.iter().find(|member| member.required)?;
    Some(format!("its member `{}` is required", required.name))
}
