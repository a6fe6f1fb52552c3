//! Lowering: from a botocore model as serde reads it to the IR.

mod member;
mod operation;
mod service;
mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::origin::BotocoreOrigin;
use super::{docs, schema};
use crate::diagnostic::{self, Diagnostic, Diagnostics, Guesses};
use crate::frontend::key_walk::{self, RefusedKeys};
use crate::frontend::{ProtocolName, html};
use crate::ir::{Deprecation, Model, ModelPlace, Origin, Refusal, ShapeId};

/// Lowers a model to the IR. `refused` lists the unsupported keys; `wanted` overrides the preferred
/// protocol.
pub fn lower(
    raw: schema::BotocoreModel,
    refused: &RefusedKeys,
    origin: BotocoreOrigin,
    wanted: Option<&ProtocolName>,
) -> Result<Model, Diagnostics> {
    let name = &raw.metadata.service_full_name;
    let location = origin.locate(&ModelPlace::Protocol, &[]);
    let protocol = service::protocols(&raw.metadata).choose(wanted, name, location)?;
    let shapes = raw.shapes.iter();
    let mut lowering = Lowering {
        shapes: shapes.map(|(name, shape)| (&**name, (ShapeId::new(name), shape))).collect(),
        raw: &raw,
        refused,
        origin: &origin,
        payloads: payloads(&raw),
        inputs: inputs(&raw),
        responses: responses(&raw),
        has_locations: protocol.binds_http(),
        has_flattened_lists: protocol.has_elements(),
        errors: Diagnostics::default(),
        guesses: Guesses::default(),
    };
    let service = lowering.service(protocol);
    let mut shapes = BTreeMap::new();
    for (name, shape) in &raw.shapes {
        shapes.insert(lowering.id(name), Arc::new(lowering.shape(name, shape)));
    }
    let mut operations = BTreeMap::new();
    for (name, operation) in &raw.operations {
        if let Some(operation) = lowering.operation(name, operation) {
            operations.insert(name.clone(), operation);
        }
    }
    let errors = lowering.errors;
    let docs = docs::from_model(raw);
    errors.finish(Model {
        service,
        operations,
        shapes,
        paginators: BTreeMap::new(),
        waiters: BTreeMap::new(),
        docs,
        origin: Arc::new(origin),
    })
}

/// The payloads that input and output references set, each with an operation; `None` for references without one.
type Payloads<'a> = BTreeMap<Option<&'a str>, &'a str>;

/// The payloads of each input and output, by the name of the shape.
fn payloads(raw: &schema::BotocoreModel) -> BTreeMap<&str, Payloads<'_>> {
    let mut payloads: BTreeMap<&str, Payloads<'_>> = BTreeMap::new();
    for (name, operation) in &raw.operations {
        for reference in operation.input.iter().chain(&operation.output) {
            let of_shape = payloads.entry(&reference.shape).or_default();
            of_shape.entry(reference.payload.as_deref()).or_insert(name);
        }
    }
    payloads
}

/// The structures used as inputs.
fn inputs(raw: &schema::BotocoreModel) -> BTreeSet<&str> {
    let operations = raw.operations.values();
    operations.flat_map(|operation| &operation.input).map(|input| &*input.shape).collect()
}

/// The structures used as outputs or errors.
fn responses(raw: &schema::BotocoreModel) -> BTreeSet<&str> {
    let operations = raw.operations.values();
    let responses =
        operations.flat_map(|operation| operation.output.iter().chain(&operation.errors));
    responses.map(|reply| &*reply.shape).collect()
}

/// A borrowed [`Place`], turned into an owned one only for diagnostics.
#[derive(Clone, Copy)]
enum At<'a> {
    Service,
    Operation(&'a str),
    Shape(&'a str),
    Member(&'a str, &'a str),
}

impl At<'_> {
    fn place(self) -> ModelPlace {
        match self {
            Self::Service => ModelPlace::Service,
            Self::Operation(name) => ModelPlace::Operation(name.to_owned()),
            Self::Shape(name) => ModelPlace::Shape(name.to_owned()),
            Self::Member(shape, name) => ModelPlace::Member(shape.to_owned(), name.to_owned()),
        }
    }
}

struct Lowering<'a> {
    raw: &'a schema::BotocoreModel,
    /// The shapes of the model by name, each with its id.
    shapes: BTreeMap<&'a str, (ShapeId, &'a schema::BotocoreShape)>,
    refused: &'a RefusedKeys,
    origin: &'a BotocoreOrigin,
    payloads: BTreeMap<&'a str, Payloads<'a>>,
    inputs: BTreeSet<&'a str>,
    responses: BTreeSet<&'a str>,
    /// Whether the protocol binds members to the path, the query string and headers.
    has_locations: bool,
    /// Whether bodies are XML or forms, whose lists may be flattened.
    has_flattened_lists: bool,
    errors: Diagnostics,
    guesses: Guesses,
}

impl<'a> Lowering<'a> {
    fn raw_shape(&self, name: &str) -> Option<&'a schema::BotocoreShape> {
        self.shapes.get(name).map(|(_, shape)| *shape)
    }

    /// The id of a shape, shared by all references so that comparing ids is cheap.
    fn id(&self, name: &str) -> ShapeId {
        self.shapes.get(name).map_or_else(|| ShapeId::new(name), |(id, _)| id.clone())
    }

    /// Reports a reference to a shape that does not exist.
    fn check_target(&mut self, target: &str, place: At<'_>, keys: &[&str]) {
        if !self.shapes.contains_key(target) {
            self.missing_target(target, place, keys);
        }
    }

    fn missing_target(&mut self, target: &str, place: At<'_>, keys: &[&str]) {
        let error = Diagnostic::error(format!("there is no shape `{target}`"));
        let known = self.raw.shapes.keys().map(String::as_str);
        let error = error.or_meant(self.guesses.guess(target, known));
        self.errors.push(error.at(self.locate(place, keys)));
    }

    /// The refused keys at and below `place`, except below its key `except`.
    fn refusals(&self, place: At<'_>, except: Option<&str>) -> Vec<Refusal> {
        if self.refused.is_empty() {
            return Vec::new();
        }
        key_walk::refusals_at(self.refused, &self.origin.path(&place.place()), except)
    }

    fn error(&mut self, message: String, place: At<'_>, keys: &[&str]) {
        self.errors.push(Diagnostic::error(message).at(self.locate(place, keys)));
    }

    /// Reports an unknown value of the last of the keys. `known` lists the known values.
    fn unknown_value(&mut self, message: String, known: &[&str], place: At<'_>, keys: &[&str]) {
        let error = Diagnostic::unknown_value(message, known);
        self.errors.push(error.at(self.locate(place, keys)));
    }

    fn locate(&self, place: At<'_>, keys: &[&str]) -> diagnostic::Location {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        self.origin.locate(&place.place(), &keys)
    }
}

fn deprecation(deprecated: bool, message: Option<&str>) -> Option<Deprecation> {
    deprecated.then(|| Deprecation { message: html::to_markdown(message.unwrap_or_default()) })
}
