//! Rules for event streams.

use std::collections::BTreeSet;

use super::leave_out;
use super::lookup::{messages, nested};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    EventRole, HttpLocation, Member, ModelPlace, Operation, ShapeId, ShapeKind, Structure,
};
use crate::slice::Slice;

/// The subject of the refusals.
const EVENT_STREAM: &str = "eventstream";

/// Only inputs and outputs have event streams, at most one each.
pub fn positions(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let is_stream =
        |id: &ShapeId| model.shapes.get(id).is_some_and(|shape| shape.event_stream.is_some());
    let mut refuse = |subject: String, place: ModelPlace, path: String| {
        errors.push(
            Diagnostic::error(format!("{subject} cannot be an event stream"))
                .at(model.locate(&place))
                .label("only an input or output has an event stream, and only one")
                .refuses(EVENT_STREAM)
                .help(leave_out(&path)),
        );
    };
    let nested = nested(slice);
    for (id, shape) in &model.shapes {
        let mut streams = model.members(id).iter().filter(|member| is_stream(&member.target));
        let first = streams.next().filter(|member| !member.is_events() || nested.contains(id));
        for Member { name, .. } in first.into_iter().chain(streams) {
            let place = ModelPlace::Member(id.to_string(), name.clone());
            let path = format!("{}.{name}", slice.first_path(id));
            refuse(format!("member `{id}.{name}`"), place, path);
        }
        let has_members = !model.members(id).is_empty();
        if !has_members && shape.kind.targets().into_iter().any(is_stream) {
            let place = ModelPlace::Shape(id.to_string());
            refuse(format!("an element of `{id}`"), place, slice.first_path(id));
        }
    }
}

/// Requests with events need a protocol with HTTP bindings: the others send the input as an event.
pub fn requests(slice: &Slice, errors: &mut Diagnostics) {
    let binds_http = slice.model.service.protocol.binds_http();
    for operation in slice.model.operations.values() {
        let stream = slice.model.events(operation.input.as_ref());
        if let Some(member) = stream.filter(|_| !binds_http) {
            refuse(slice, operation, member, "requests with events", errors);
        }
    }
}

/// Responses with events need a codec for events. Without HTTP bindings, other members would be an event.
pub fn replies(slice: &Slice, errors: &mut Diagnostics) {
    let protocol = &slice.model.service.protocol;
    for operation in slice.model.operations.values() {
        let Some(member) = slice.model.events(operation.output.as_ref()) else { continue };
        let members = operation.output.as_ref().map_or(&[][..], |id| slice.model.members(id));
        if !protocol.has_events() {
            refuse(slice, operation, member, "responses with events", errors);
        } else if !protocol.binds_http() && members.len() > 1 {
            refuse(slice, operation, member, "output members beside events", errors);
        }
    }
}

fn refuse(
    slice: &Slice,
    operation: &Operation,
    member: &Member,
    what: &str,
    errors: &mut Diagnostics,
) {
    let (name, protocol) = (&operation.name, slice.model.service.protocol.name());
    let message = format!("operation `{name}`: {what} are not supported by protocol `{protocol}`");
    let place = ModelPlace::Shape(member.target.to_string());
    errors.push(
        Diagnostic::error(message)
            .at(slice.model.locate(&place))
            .refuses(format!("{what} in `{protocol}`"))
            .help(leave_out(name)),
    );
}

/// Events are structures. Headers and payloads of events have types that these can contain, and a structure with such
/// members is nothing but an event.
pub fn events(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let streams = model.shapes.iter().filter(|(_, shape)| shape.event_stream.is_some());
    let streams: BTreeSet<&ShapeId> = streams.map(|(id, _)| id).collect();
    let mut error = |id: &ShapeId, member: &Member, reason: &str| {
        let name = &member.name;
        let place = ModelPlace::Member(id.to_string(), name.clone());
        errors.push(
            Diagnostic::error(format!("member `{id}.{name}`: {reason}"))
                .at(model.locate(&place))
                .refuses(EVENT_STREAM)
                .help(leave_out(&format!("{}.{name}", slice.first_path(id)))),
        );
    };
    for (id, member) in
        streams.iter().flat_map(|id| model.members(id).iter().map(move |member| (*id, member)))
    {
        if !matches!(model.kind(&member.target), Some(ShapeKind::Structure(_))) {
            error(id, member, "an event must be a structure");
        }
    }
    let others = model.shapes.iter().filter(|(id, _)| !streams.contains(id));
    let others: BTreeSet<&ShapeId> =
        others.flat_map(|(_, shape)| shape.kind.targets()).chain(messages(slice)).collect();
    for id in nested(slice) {
        let Some(ShapeKind::Structure(Structure { members, .. })) = model.kind(id) else {
            continue;
        };
        let marked = members.iter().find(|member| member.event_role != EventRole::Plain);
        if let Some(member) = marked.filter(|_| others.contains(id)) {
            error(id, member, "its structure is an event, and must not be used elsewhere");
        }
        let payload = members.iter().any(|member| member.event_role == EventRole::Payload);
        for member in members {
            if let Some(reason) = misfit(slice, member, payload) {
                error(id, member, reason);
            }
        }
    }
}

/// The reason why a member cannot be in its place in an event. `has_payload` is whether a member is the payload.
fn misfit(slice: &Slice, member: &Member, has_payload: bool) -> Option<&'static str> {
    use ShapeKind::{Blob, Boolean, Enum, Integer, Long, String, Structure, Timestamp, Union};
    let kind = slice.model.kind(&member.target);
    match (member.event_role, kind) {
        (
            EventRole::Header(_),
            Some(Blob | Boolean | Enum(_) | Integer | Long | String | Timestamp(_)),
        )
        | (EventRole::Payload, Some(Blob | Enum(_) | String | Structure(_) | Union(_))) => None,
        (EventRole::Header(_), _) => Some("a header of an event cannot have its type"),
        (EventRole::Payload, _) => Some("the payload of an event cannot have its type"),
        (EventRole::Plain, _) if has_payload && member.location == HttpLocation::Body => {
            Some("another member is the payload of the event")
        }
        (EventRole::Plain | EventRole::Exception, _) => None,
    }
}
