//! From the mirror of the format to the IR: what its keys mean.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::keys::Refused;
use super::origin::Files;
use super::{docs, mirror};
use crate::diagnostic::{self, Diagnostic, Diagnostics, Guesses};
use crate::ir::{
    HttpBinding, Location, Member, Model, Operation, Origin, Place, Protocol, Refusal, Service,
    Shape, ShapeId, ShapeKind, Structure, TimestampFormat, UriTemplate,
};

/// Gives the mirror its meaning. `refused` is what its keys say that is not generated yet.
pub fn lower(
    mirror: &mirror::Model,
    refused: &Refused,
    files: Files,
) -> Result<Model, Diagnostics> {
    let errors = Diagnostics::default();
    let mut lowering =
        Lowering { mirror, refused, files: &files, errors, guesses: Guesses::default() };
    let service = lowering.service();
    let mut shapes = BTreeMap::new();
    for (name, shape) in &mirror.shapes {
        shapes.insert(ShapeId::new(name), lowering.shape(name, shape));
    }
    let mut operations = BTreeMap::new();
    for (name, operation) in &mirror.operations {
        if let Some(operation) = lowering.operation(name, operation) {
            operations.insert(name.clone(), operation);
        }
    }
    let errors = lowering.errors;
    let docs = docs::of_model(mirror);
    errors.finish(Model { service, operations, shapes, docs, origin: Arc::new(files) })
}

/// The protocol that is generated, of those that the service understands: newer models have a list of them.
fn protocol(metadata: &mirror::Metadata) -> Protocol {
    let listed = metadata.protocols.iter().find(|protocol| *protocol == REST_JSON);
    match (listed, metadata.protocols.as_slice()) {
        (Some(_), _) => Protocol::RestJson,
        (None, []) if metadata.protocol == REST_JSON => Protocol::RestJson,
        (None, []) => Protocol::Other(vec![metadata.protocol.clone()]),
        (None, others) => Protocol::Other(others.to_vec()),
    }
}

const REST_JSON: &str = "rest-json";

struct Lowering<'a> {
    mirror: &'a mirror::Model,
    refused: &'a Refused,
    files: &'a Files,
    errors: Diagnostics,
    guesses: Guesses,
}

impl Lowering<'_> {
    fn service(&mut self) -> Service {
        let metadata = &self.mirror.metadata;
        Service {
            full_name: metadata.service_full_name.clone(),
            api_version: metadata.api_version.clone(),
            reference: metadata.uid.clone(),
            protocol: protocol(metadata),
            refusals: self.refusals(&Place::Service, None),
        }
    }

    fn operation(&mut self, name: &str, mirror: &mirror::Operation) -> Option<Operation> {
        let place = Place::Operation(name.to_owned());
        let references = [("input", &mirror.input), ("output", &mirror.output)];
        for (key, reference) in references {
            if let Some(reference) = reference {
                self.target(&reference.shape, &place, &[key, "shape"]);
            }
        }
        for (index, error) in mirror.errors.iter().enumerate() {
            self.target(&error.shape, &place, &["errors", &index.to_string(), "shape"]);
        }
        let uri = UriTemplate::parse(&mirror.http.request_uri)
            .map_err(|error| {
                let message = format!("the URI of operation `{name}` cannot be used: {error}");
                self.error(message, &place, &["http", "requestUri"]);
            })
            .ok()?;
        let id = |reference: &mirror::Reference| ShapeId::new(&reference.shape);
        // Some models list an error twice.
        let mut listed = BTreeSet::new();
        let errors = mirror.errors.iter().filter(|error| listed.insert(&error.shape));
        let errors = errors.map(id).collect();
        Some(Operation {
            name: name.to_owned(),
            http: HttpBinding { method: mirror.http.method.clone(), uri },
            input: mirror.input.as_ref().map(id),
            output: mirror.output.as_ref().map(id),
            errors,
            refusals: self.refusals(&place, None),
        })
    }

    fn shape(&mut self, name: &str, mirror: &mirror::Shape) -> Shape {
        let place = Place::Shape(name.to_owned());
        let part = |lowering: &mut Self, key: &str, reference: &Option<mirror::Reference>| {
            let Some(reference) = reference else {
                let message = format!("{} `{name}` has no `{key}`", mirror.kind);
                lowering.error(message, &place, &["type"]);
                return ShapeId::new("");
            };
            lowering.target(&reference.shape, &place, &[key, "shape"]);
            ShapeId::new(&reference.shape)
        };
        let of_other_kinds = [
            ("members", "structure", !mirror.members.is_empty()),
            ("member", "list", mirror.member.is_some()),
            ("key", "map", mirror.key.is_some()),
            ("value", "map", mirror.value.is_some()),
            ("enum", "string", mirror.values.is_some()),
        ];
        for (key, kind, _) in of_other_kinds
            .into_iter()
            .filter(|(_, kind, is_there)| *is_there && *kind != mirror.kind)
        {
            let message =
                format!("`{name}` has `{key}`, as a {kind} does, and is a {}", mirror.kind);
            self.error(message, &place, &[key]);
        }
        let kind = match mirror.kind.as_str() {
            "structure" => self.structure(name, mirror),
            "list" => ShapeKind::List(part(self, "member", &mirror.member)),
            "map" => ShapeKind::Map {
                key: part(self, "key", &mirror.key),
                value: part(self, "value", &mirror.value),
            },
            "string" => match &mirror.values {
                Some(values) => ShapeKind::Enum(values.clone()),
                None => ShapeKind::String,
            },
            "boolean" => ShapeKind::Boolean,
            "integer" => ShapeKind::Integer,
            "long" => ShapeKind::Long,
            "float" => ShapeKind::Float,
            "double" => ShapeKind::Double,
            "timestamp" => ShapeKind::Timestamp(
                self.timestamp_format(mirror.timestamp_format.as_deref(), &place),
            ),
            "blob" => ShapeKind::Blob,
            other => {
                self.error(
                    format!("shape `{name}` has an unknown type: `{other}`"),
                    &place,
                    &["type"],
                );
                ShapeKind::String
            }
        };
        let refusals = self.refusals(&place, Some("members"));
        Shape { kind, sensitive: mirror.sensitive, refusals }
    }

    fn structure(&mut self, name: &str, mirror: &mirror::Shape) -> ShapeKind {
        let members: BTreeSet<&str> =
            mirror.members.iter().map(|(member, _)| member.as_str()).collect();
        let required: BTreeSet<&str> = mirror.required.iter().map(String::as_str).collect();
        for (index, required) in mirror.required.iter().enumerate() {
            if !members.contains(required.as_str()) {
                let message =
                    format!("structure `{name}` requires `{required}`, which is not a member");
                let place = Place::Shape(name.to_owned());
                self.error(message, &place, &["required", &index.to_string()]);
            }
        }
        let members = mirror.members.iter().map(|(member, mirror_member)| {
            self.member(name, member, mirror_member, required.contains(member.as_str()))
        });
        let error_code = mirror.error.as_ref().and_then(|error| error.code.clone());
        ShapeKind::Structure(Structure { members: members.collect(), error_code })
    }

    fn member(
        &mut self,
        shape: &str,
        name: &str,
        mirror: &mirror::Member,
        required: bool,
    ) -> Member {
        let place = Place::Member(shape.to_owned(), name.to_owned());
        let mut refusals = self.refusals(&place, None);
        self.target(&mirror.shape, &place, &["shape"]);
        let location = match mirror.location.as_deref() {
            None => Location::Body,
            Some("uri") => Location::Label,
            Some("querystring") => Location::Query,
            Some(other @ ("header" | "headers" | "statusCode")) => {
                refusals.push(Refusal {
                    key: vec!["location".to_owned()],
                    name: format!("location \"{other}\""),
                    what: format!("location \"{other}\""),
                    why: "the member does not travel in the body",
                });
                Location::Body
            }
            Some(other) => {
                let message = format!("member `{shape}.{name}` has an unknown location: `{other}`");
                self.error(message, &place, &["location"]);
                Location::Body
            }
        };
        Member {
            name: name.to_owned(),
            target: ShapeId::new(&mirror.shape),
            required,
            location,
            wire_name: self.wire_name(mirror).unwrap_or(name).to_owned(),
            timestamp_format: self.timestamp_format(mirror.timestamp_format.as_deref(), &place),
            refusals,
        }
    }

    /// The name that a member is given on the wire, by itself or by its shape.
    fn wire_name<'m>(&'m self, member: &'m mirror::Member) -> Option<&'m str> {
        let shape = self.mirror.shapes.get(&member.shape);
        let of_shape = shape.and_then(|shape| shape.location_name.as_deref());
        member.location_name.as_deref().or(of_shape)
    }

    fn timestamp_format(&mut self, format: Option<&str>, place: &Place) -> Option<TimestampFormat> {
        match format? {
            "unixTimestamp" => Some(TimestampFormat::EpochSeconds),
            "iso8601" => Some(TimestampFormat::DateTime),
            "rfc822" => Some(TimestampFormat::HttpDate),
            other => {
                self.error(
                    format!("unknown timestamp format: `{other}`"),
                    place,
                    &["timestampFormat"],
                );
                None
            }
        }
    }

    /// Checks that the shape that `place` refers to exists.
    fn target(&mut self, target: &str, place: &Place, keys: &[&str]) {
        if self.mirror.shapes.contains_key(target) {
            return;
        }
        let mut error = Diagnostic::error(format!("there is no shape `{target}`"));
        let known = self.mirror.shapes.keys().map(String::as_str);
        if let Some(known) = self.guesses.guess(target, known) {
            error = error.help(format!("did you mean `{known}`?"));
        }
        self.errors.push(error.at(self.locate(place, keys)));
    }

    /// What the keys of `place` say that is not generated yet, but for those within its key `except`.
    fn refusals(&self, place: &Place, except: Option<&str>) -> Vec<Refusal> {
        let path = self.files.path(place);
        let within = self.refused.range(path.clone()..).map_while(|(key, refusal)| {
            let rest = key.strip_prefix(path.as_slice())?;
            Some((rest, refusal))
        });
        within
            .filter(|(rest, _)| {
                except.is_none_or(|except| rest.first().is_none_or(|key| key != except))
            })
            .map(|(rest, refusal)| Refusal { key: rest.to_vec(), ..refusal.clone() })
            .collect()
    }

    fn error(&mut self, message: String, place: &Place, keys: &[&str]) {
        self.errors.push(Diagnostic::error(message).at(self.locate(place, keys)));
    }

    fn locate(&self, place: &Place, keys: &[&str]) -> diagnostic::Location {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        self.files.locate(place, &keys)
    }
}
