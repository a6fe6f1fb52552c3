//! Lowering: from the shapes of a Smithy model to the IR.

mod auth;
mod member;
mod operation;
mod paginators;
mod service;
mod shape;
mod waiters;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use serde::Deserialize;

use super::ast;
use super::origin::SmithyOrigin;
use super::shapes::{ResolvedShape, ShapeReference, Shapes, path_of, with_article};
use super::traits::{
    DOCUMENTATION, ENDPOINT_RULES, EXTERNAL_DOCUMENTATION, REST_XML, Trait, Traits,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use crate::frontend::key_walk::{self, RefusedKeys};
use crate::frontend::{ProtocolName, rules};
use crate::ir::{Docs, Model, ModelPlace, Protocol, Refusal, Shape, ShapeId};
use crate::json::JsonPath;

/// The namespace of the prelude, which every model includes.
const PRELUDE: &str = "smithy.api#";

/// The shape of a missing input or output, and of union members without a value.
const UNIT: &str = "smithy.api#Unit";

/// The maximum nesting of resources.
const MAX_DEPTH: usize = 64;

/// Lowers a model to the IR. `refused` lists the unsupported keys; `wanted` overrides the preferred
/// protocol.
pub fn lower(
    source: &Arc<Source>,
    model: &ast::AstModel<'_>,
    refused: &RefusedKeys,
    wanted: Option<&ProtocolName>,
) -> Result<Model, Diagnostics> {
    let mut shapes = Shapes::of(source, model);
    let service = match shapes.services().as_slice() {
        [service] => *service,
        services => {
            shapes.errors.push(service_count_error(source, services));
            return Err(shapes.errors);
        }
    };
    let Some(service) = shapes.get(service, JsonPath::new) else { return Err(shapes.errors) };
    let location = Location::new(source, path_of(service.id, &["traits"]));
    let protocol = service::protocols(&service).map_err(|error| {
        let reason = without_position(&error.to_string()).to_owned();
        let message = format!("invalid value of trait `{}`: {reason}", REST_XML.id);
        Diagnostic::error(message)
            .at(Location::new(source, path_of(service.id, &["traits", REST_XML.id])))
    });
    let protocol = protocol
        .and_then(|protocols| protocols.choose(wanted, &service::full_name(&service), location));
    let Some(protocol) = shapes.errors.collect(protocol) else { return Err(shapes.errors) };
    let rename = shapes.renamed(service.id);
    let rename = rename.map_or_else(BTreeMap::new, |rename| {
        rename.iter().map(|(id, name)| (&**id, &**name)).collect()
    });
    let lowering = Lowering {
        source,
        refused,
        has_locations: protocol.binds_http(),
        has_wrapper: protocol == Protocol::Query,
        wire_name: service::wire_name(&protocol),
        has_query_codes: service::has_query_codes(&service, &protocol),
        service,
        rename,
        shapes,
        inputs: BTreeSet::new(),
        outputs: BTreeSet::new(),
        error_shapes: BTreeSet::new(),
        used: BTreeMap::new(),
        ids: BTreeMap::new(),
        origin: SmithyOrigin {
            source: Arc::clone(source),
            service: String::new(),
            auth: BTreeMap::new(),
            operations: BTreeMap::new(),
            shapes: BTreeMap::new(),
            mixed_in: BTreeMap::new(),
            values: BTreeMap::new(),
            waiters: BTreeMap::new(),
            errors: BTreeMap::new(),
        },
        timestamps: BTreeMap::new(),
        docs: Docs::default(),
        errors_so_far: 0,
        errors: Diagnostics::default(),
    };
    lowering.model(protocol)
}

/// The error for a file without a service, or with several.
fn service_count_error(source: &Arc<Source>, services: &[&str]) -> Diagnostic {
    if let Some(second) = services.get(1) {
        let message = format!("`{}` has {} services", source.path, services.len());
        let error =
            Diagnostic::error(message).help("split the model, so that each file has one service");
        return error.at(Location::new(source, path_of(second, &[])));
    }
    Diagnostic::error(format!("`{}` has no service", source.path))
        .help("add a shape of type `service` with the operations to generate")
        .at(Location::new(source, vec!["shapes".to_owned()]))
}

/// A shape that the service uses.
enum UsedShape<'a> {
    Written(Rc<ResolvedShape<'a>>),
    /// A shape of the prelude, by its name.
    Prelude(&'a str),
}

struct Lowering<'a> {
    source: &'a Arc<Source>,
    refused: &'a RefusedKeys,
    service: Rc<ResolvedShape<'a>>,
    rename: BTreeMap<&'a str, &'a str>,
    /// Whether the protocol binds members to the path, the query string and headers.
    has_locations: bool,
    /// The trait that sets the wire name of members in a body, if the protocol has one.
    wire_name: Option<Trait<String>>,
    /// Whether errors have the codes of the query protocol.
    has_query_codes: bool,
    /// Whether an element named after the operation wraps each output.
    has_wrapper: bool,
    shapes: Shapes<'a>,
    /// The inputs, outputs and errors of operations.
    inputs: BTreeSet<&'a str>,
    outputs: BTreeSet<&'a str>,
    error_shapes: BTreeSet<&'a str>,
    /// Shapes that the service uses, by their ids in the file.
    used: BTreeMap<&'a str, UsedShape<'a>>,
    /// The ids of these shapes in the IR.
    ids: BTreeMap<&'a str, ShapeId>,
    /// Timestamp shapes for formats set on list elements, map keys and map values.
    timestamps: BTreeMap<ShapeId, Shape>,
    origin: SmithyOrigin,
    docs: Docs,
    /// The number of errors of all operations so far.
    errors_so_far: usize,
    errors: Diagnostics,
}

impl<'a> Lowering<'a> {
    fn model(mut self, protocol: Protocol) -> Result<Model, Diagnostics> {
        self.service.id.clone_into(&mut self.origin.service);
        let operations = self.operations();
        self.collect_shapes(&operations);
        self.assign_names();
        let service = self.service(protocol);
        let mut shapes = BTreeMap::new();
        let used = std::mem::take(&mut self.used);
        for (id, used) in &used {
            shapes.insert(self.id(id), Arc::new(self.shape(used)));
        }
        let timestamps = std::mem::take(&mut self.timestamps).into_iter();
        shapes.extend(timestamps.map(|(id, shape)| (id, Arc::new(shape))));
        let discovery = self.discovery();
        let mut lowered = BTreeMap::new();
        let (mut paginators, mut waiters) = (BTreeMap::new(), BTreeMap::new());
        for operation in &operations {
            let Some(lower) = self.operation(operation, &service.auth, discovery.as_deref()) else {
                continue;
            };
            let name = lower.name.clone();
            if let Some(paginator) = self.paginator(operation) {
                paginators.insert(name.clone(), paginator);
            }
            waiters.extend(self.waiters(operation, &name));
            if lowered.insert(name.clone(), lower).is_some() {
                let message = format!("duplicate operation `{name}` in the service");
                self.error(message, path_of(operation.id, &[]));
            }
        }
        let rules = self.endpoint_rules();
        let mut errors = self.errors;
        errors.collect(self.shapes.errors.finish(()));
        let mut model = Model {
            service,
            operations: lowered,
            shapes,
            paginators,
            waiters,
            docs: self.docs,
            origin: Arc::new(self.origin),
        };
        if let Some(rules) = rules {
            let path = path_of(self.service.id, &["traits", ENDPOINT_RULES.id]);
            let locate = |within: JsonPath| {
                Location::new(self.source, path.into_iter().chain(within).collect())
            };
            errors.collect(rules::apply(&rules, &mut model, locate));
        }
        errors.finish(model)
    }

    /// The operations of the service and of its resources.
    fn operations(&mut self) -> Vec<Rc<ResolvedShape<'a>>> {
        let mut operations = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![(Rc::clone(&self.service), 0)];
        while let Some((holder, depth)) = open.pop() {
            for reference in &holder.operations {
                if let Some(operation) = self.target_of_type(reference, "operation") {
                    operations.insert(operation.id, operation);
                }
            }
            for reference in &holder.resources {
                if !seen.insert(reference.target) {
                    continue;
                }
                if depth == MAX_DEPTH {
                    let message = format!("resource `{}` is nested too deeply", reference.target);
                    self.error(message, reference.path.to_vec());
                } else if let Some(resource) = self.target_of_type(reference, "resource") {
                    open.push((resource, depth + 1));
                }
            }
        }
        operations.into_values().collect()
    }

    /// The target of a reference, which must have this type.
    fn target_of_type(
        &mut self,
        reference: &ShapeReference<'a>,
        kind: &str,
    ) -> Option<Rc<ResolvedShape<'a>>> {
        let shape = self.shapes.get(reference.target, || reference.path.to_vec())?;
        if shape.kind != kind {
            let message = format!(
                "`{}` is {}, but {} is required here",
                shape.id,
                with_article(shape.kind),
                with_article(kind)
            );
            self.error(message, reference.path.to_vec());
            return None;
        }
        Some(shape)
    }

    /// Collects every shape that the operations use.
    fn collect_shapes(&mut self, operations: &[Rc<ResolvedShape<'a>>]) {
        let mut open: Vec<(&'a str, JsonPath)> = Vec::new();
        self.inputs = operations.iter().filter_map(|operation| operation.input).collect();
        self.outputs = operations.iter().filter_map(|operation| operation.output).collect();
        let service = Rc::clone(&self.service);
        let mut errors = service.errors.clone();
        for operation in operations {
            for (key, end) in [("input", operation.input), ("output", operation.output)] {
                let end = end.filter(|end| *end != UNIT);
                open.extend(end.map(|end| (end, path_of(operation.id, &[key]))));
            }
            errors.extend(operation.errors.iter().cloned());
        }
        for error in errors {
            if self.error_shapes.insert(error.target) {
                open.push((error.target, error.path.to_vec()));
            }
        }
        while let Some((id, path)) = open.pop() {
            if self.used.contains_key(id) {
                continue;
            }
            if let Some(name) = id.strip_prefix(PRELUDE)
                && self.shapes.written(id).is_none()
            {
                if shape::prelude(name).is_none() {
                    self.error(format!("there is no shape `{id}`"), path);
                }
                self.used.insert(id, UsedShape::Prelude(name));
                continue;
            }
            let Some(shape) = self.shapes.get(id, || path.clone()) else { continue };
            if matches!(shape.kind, "operation" | "resource" | "service") {
                let is_target = path.last().is_some_and(|key| key == "target");
                let role =
                    if is_target { "the type of a member" } else { "an input, output or error" };
                let kind = with_article(shape.kind);
                let message = format!("`{id}` is {kind} and cannot be {role}");
                self.error(message, path);
                continue;
            }
            if !matches!(shape.kind, "enum" | "intEnum") {
                for member in shape.all_members() {
                    let mut path = member.path(&shape);
                    path.push("target".to_owned());
                    open.push((member.target, path));
                }
            }
            self.used.insert(shape.id, UsedShape::Written(shape));
        }
    }

    /// Gives every shape its name in the service as its id. Structures, unions and enums must have different names;
    /// other shapes may share a name, and then all but one keep their namespace.
    fn assign_names(&mut self) {
        let is_named = |used: &UsedShape<'_>| {
            matches!(used, UsedShape::Written(shape)
                if matches!(shape.kind, "structure" | "union" | "enum" | "intEnum"))
        };
        let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
        let (types, others): (Vec<_>, Vec<_>) =
            self.used.iter().partition(|(_, used)| is_named(used));
        let mut duplicates = Vec::new();
        for (id, used) in types.into_iter().chain(others) {
            let name = self.rename.get(id).copied().unwrap_or_else(|| local(id));
            let name = match taken.get(name) {
                None => name,
                Some(other) if is_named(used) => {
                    duplicates.push((*id, *other, name));
                    id
                }
                Some(_) => id,
            };
            taken.insert(name, id);
            self.ids.insert(id, ShapeId::new(name));
            self.origin.shapes.insert(name.to_owned(), (*id).to_owned());
        }
        for (id, other, name) in duplicates {
            let message =
                format!("`{id}` and `{other}` have the same name in the service: `{name}`");
            self.error(message, path_of(id, &[]));
        }
    }

    fn id(&self, id: &str) -> ShapeId {
        self.ids.get(id).cloned().unwrap_or_else(|| ShapeId::new(local(id)))
    }

    /// Reads a trait of the shape or member at `path`.
    fn read<T: for<'de> Deserialize<'de>>(
        &mut self,
        traits: &Traits<'_>,
        wanted: Trait<T>,
        path: impl FnOnce() -> JsonPath,
    ) -> Option<T> {
        let value = traits.raw(wanted)?;
        let read = serde_json::from_str(value.get());
        read.map_err(|error| {
            let text = error.to_string();
            let reason = without_position(&text);
            let mut path = path();
            path.extend(["traits".to_owned(), wanted.id.to_owned()]);
            self.error(format!("invalid value of trait `{}`: {reason}", wanted.id), path);
        })
        .ok()
    }

    /// The documentation of the shape or member at `path`: its text and its external links.
    fn documentation(&mut self, traits: &Traits<'_>, path: impl Fn() -> JsonPath) -> String {
        let text = self.read(traits, DOCUMENTATION, &path).unwrap_or_default();
        let links = self.read(traits, EXTERNAL_DOCUMENTATION, &path).unwrap_or_default();
        let escaped =
            |text: String| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let links = links.into_iter().map(|(name, address)| {
            format!("<p>See <a href=\"{}\">{}</a>.</p>", escaped(address), escaped(name))
        });
        std::iter::once(text).chain(links).collect()
    }

    fn refusals(&self, place: &ModelPlace, except: Option<&str>) -> Vec<Refusal> {
        key_walk::refusals_at(self.refused, &self.origin.path(place), except)
    }

    fn error(&mut self, message: String, path: JsonPath) {
        self.errors.push(Diagnostic::error(message).at(Location::new(self.source, path)));
    }

    /// Reports an unknown value. `known` lists the known values.
    fn unknown_value(&mut self, message: String, known: &[&str], path: JsonPath) {
        let error = Diagnostic::unknown_value(message, known);
        self.errors.push(error.at(Location::new(self.source, path)));
    }
}

/// The message of a `serde_json` error, without line and column.
fn without_position(text: &str) -> &str {
    text.rsplit_once(" at line ").map_or(text, |(reason, _)| reason)
}

/// The name of a shape without its namespace.
fn local(id: &str) -> &str {
    id.rsplit_once('#').map_or(id, |(_, name)| name)
}
