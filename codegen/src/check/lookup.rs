//! Lookups that several rules share.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Member, ModelPlace, Operation, ShapeId, ShapeKind};
use crate::slice::Slice;

/// Reports a member with a type that its location, such as `a header`, cannot contain.
pub fn wrong_type(
    slice: &Slice,
    (owner, member): (&ShapeId, &Member),
    location: &str,
    errors: &mut Diagnostics,
) {
    let name = |id: &ShapeId| match slice.model.kind(id) {
        Some(ShapeKind::Enum(_)) => "enum",
        kind => kind.map_or("unknown", ShapeKind::name),
    };
    let kind = match slice.model.kind(&member.target) {
        _ if slice.model.is_sparse(&member.target) => format!("sparse {}", name(&member.target)),
        Some(ShapeKind::List(element)) => format!("list of {}", name(element)),
        Some(ShapeKind::Map { value, .. }) => format!("map of {}", name(value)),
        _ => name(&member.target).to_owned(),
    };
    let message = format!(
        "member `{owner}.{}`: {location} cannot contain `{}`, whose type is {kind}",
        member.name, member.target
    );
    let place = ModelPlace::Target(owner.to_string(), member.name.clone());
    errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
}

/// The message structures: inputs, outputs and errors.
pub fn messages(slice: &Slice) -> BTreeSet<&ShapeId> {
    slice.model.operations.values().flat_map(Operation::messages).collect()
}

/// The shapes that other shapes refer to.
pub fn nested(slice: &Slice) -> BTreeSet<&ShapeId> {
    slice.model.shapes.values().flat_map(|shape| shape.kind.targets()).collect()
}

/// The members of messages, each with its message.
pub fn message_members(slice: &Slice) -> impl Iterator<Item = (&ShapeId, &Member)> {
    let messages = messages(slice).into_iter();
    messages.flat_map(|id| slice.model.members(id).iter().map(move |member| (id, member)))
}

/// Each operation with its input and the members of the input.
pub fn inputs(slice: &Slice) -> impl Iterator<Item = (&Operation, Option<&ShapeId>, &[Member])> {
    slice.model.operations.values().map(|operation| {
        let input = operation.input.as_ref();
        (operation, input, input.map_or(&[][..], |id| slice.model.members(id)))
    })
}

/// Whether a shape is a scalar: values have a text form for headers, labels and query strings.
pub fn is_scalar(slice: &Slice, id: &ShapeId) -> bool {
    use ShapeKind::{Boolean, Double, Enum, Float, Integer, Long, String, Timestamp};
    matches!(
        slice.model.kind(id),
        Some(Boolean | Double | Enum(_) | Float | Integer | Long | String | Timestamp(_))
    )
}

/// Whether a shape is a scalar other than a timestamp. Maps in query strings and headers ignore the format of a
/// timestamp.
pub fn is_scalar_in_map(slice: &Slice, id: &ShapeId) -> bool {
    is_scalar(slice, id) && !matches!(slice.model.kind(id), Some(ShapeKind::Timestamp(_)))
}

/// Whether a shape, or the element of a list, passes a test such as [`is_scalar`].
pub fn is_value_or_list(slice: &Slice, id: &ShapeId, test: fn(&Slice, &ShapeId) -> bool) -> bool {
    match slice.model.kind(id) {
        Some(ShapeKind::List(element)) => test(slice, element),
        _ => test(slice, id),
    }
}
