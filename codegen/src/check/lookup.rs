//! What the rules look up.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Member, Operation, Place, ShapeId, ShapeKind};
use crate::slice::Slice;

/// The error for a member that is of no type that travels like this.
pub fn unfit(
    slice: &Slice,
    (owner, member): (&ShapeId, &Member),
    what: &str,
    errors: &mut Diagnostics,
) {
    let kind = slice.model.kind(&member.target).map_or("nothing", ShapeKind::name);
    let message = format!(
        "member `{owner}.{}`: {what} cannot hold `{}`, whose type is {kind}",
        member.name, member.target
    );
    let place = Place::Target(owner.to_string(), member.name.clone());
    errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
}

/// The structures that are whole messages: inputs, outputs and errors.
pub fn messages(slice: &Slice) -> BTreeSet<&ShapeId> {
    slice.model.operations.values().flat_map(Operation::messages).collect()
}

/// The shapes that others are made of.
pub fn nested(slice: &Slice) -> BTreeSet<&ShapeId> {
    slice.model.shapes.values().flat_map(|shape| shape.kind.targets()).collect()
}

/// The members of messages, each with its message.
pub fn bound(slice: &Slice) -> impl Iterator<Item = (&ShapeId, &Member)> {
    let messages = messages(slice).into_iter();
    messages.flat_map(|id| slice.model.members(id).iter().map(move |member| (id, member)))
}

/// Each operation with its input and the members of that.
pub fn inputs(slice: &Slice) -> impl Iterator<Item = (&Operation, Option<&ShapeId>, &[Member])> {
    slice.model.operations.values().map(|operation| {
        let input = operation.input.as_ref();
        (operation, input, input.map_or(&[][..], |id| slice.model.members(id)))
    })
}

/// Whether values of a shape can be written as one text.
pub fn is_text(slice: &Slice, id: &ShapeId) -> bool {
    use ShapeKind::{Boolean, Double, Enum, Float, Integer, Long, String, Timestamp};
    matches!(
        slice.model.kind(id),
        Some(Boolean | Double | Enum(_) | Float | Integer | Long | String | Timestamp(_))
    )
}

/// As [`is_text`], but for timestamps: the values of a map are in their usual form, whatever their format is.
pub fn is_plain(slice: &Slice, id: &ShapeId) -> bool {
    is_text(slice, id) && !matches!(slice.model.kind(id), Some(ShapeKind::Timestamp(_)))
}

/// Whether a shape, or what it is a list of, passes a test such as [`is_text`].
pub fn itself_or_elements(slice: &Slice, id: &ShapeId, test: fn(&Slice, &ShapeId) -> bool) -> bool {
    match slice.model.kind(id) {
        Some(ShapeKind::List(element)) => test(slice, element),
        _ => test(slice, id),
    }
}
