//! Event streams: the same rules for the models of both formats.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ir::{EventRole, EventStream, HttpLocation, Member, Model, ShapeId};

/// Binds the event streams of a model to the bodies of its messages. The exceptions of a response's stream become errors
/// of its operations. Marks of events that no stream reaches have no effect.
pub fn bind(model: &mut Model) {
    let streams: BTreeMap<ShapeId, EventStream> = model
        .shapes
        .iter()
        .filter_map(|(id, shape)| Some((id.clone(), shape.event_stream.clone()?)))
        .collect();
    unmark(model, &streams);
    if streams.is_empty() {
        return;
    }
    let is_stream = |member: &&Member| streams.contains_key(&member.target);
    let stream = |id: Option<&ShapeId>| model.members(id?).iter().find(is_stream);
    let (mut sent, mut exceptions) = (BTreeSet::new(), BTreeMap::new());
    for (name, operation) in &model.operations {
        sent.extend(stream(operation.input.as_ref()).map(|member| member.target.clone()));
        let received = stream(operation.output.as_ref());
        let received = received.and_then(|member| streams.get(&member.target));
        exceptions.extend(received.map(|stream| (name.clone(), &stream.exceptions)));
    }
    for (name, exceptions) in exceptions {
        if let Some(operation) = model.operations.get_mut(&name) {
            for (_, id) in exceptions {
                if !operation.errors.contains(id) {
                    operation.errors.push(id.clone());
                }
            }
        }
    }
    for id in streams.keys().filter(|id| !sent.contains(*id)) {
        // Without exceptions, the stream does not contain the errors.
        with_members(model, id, |members| {
            members.retain(|member| member.event_role != EventRole::Exception);
        });
    }
    let messages = model
        .operations
        .values()
        .flat_map(|operation| operation.input.iter().chain(&operation.output));
    for id in messages.cloned().collect::<BTreeSet<_>>() {
        if model.members(&id).iter().any(|member| is_stream(&member)) {
            with_members(model, &id, |members| {
                for member in members.iter_mut().filter(|member| is_stream(&&**member)) {
                    member.location = HttpLocation::Events;
                    member.streaming = false;
                }
            });
        }
    }
}

/// Removes the marks of structures that are not events.
fn unmark(model: &mut Model, streams: &BTreeMap<ShapeId, EventStream>) {
    let events: BTreeSet<&ShapeId> =
        streams.keys().flat_map(|id| model.members(id)).map(|member| &member.target).collect();
    let is_marked = |member: &Member| member.event_role != EventRole::Plain;
    let unreached = model.shapes.iter().filter(|(id, shape)| {
        !events.contains(id)
            && !streams.contains_key(*id)
            && shape.kind.members().iter().any(is_marked)
    });
    for id in unreached.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
        with_members(model, &id, |members| {
            for member in members {
                member.event_role = EventRole::Plain;
            }
        });
    }
}

fn with_members(model: &mut Model, id: &ShapeId, edit: impl FnOnce(&mut Vec<Member>)) {
    if let Some(members) =
        model.shapes.get_mut(id).and_then(|shape| Arc::make_mut(shape).kind.members_mut())
    {
        edit(members);
    }
}
