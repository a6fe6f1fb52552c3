//! From the mirror of the format to the IR: what its keys mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::census::{self, Level, Verdict};
use super::{docs, mirror, path};
use crate::diagnostic::{Diagnostic, Diagnostics, Source, did_you_mean};
use crate::ir::{
    HttpBinding, Location, Member, Model, Operation, Origin, Place, Protocol, Refusal, Service,
    Shape, ShapeId, ShapeKind, Structure, TimestampFormat, UriTemplate,
};

/// Gives the mirror its meaning.
pub fn lower(mirror: &mirror::Model, source: &Arc<Source>) -> Result<Model, Diagnostics> {
    let origin = Origin { source: Arc::clone(source), path };
    let mut lowering = Lowering { mirror, origin: &origin, errors: Diagnostics::default() };
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
    errors.finish(Model { service, operations, shapes, docs, origin })
}

struct Lowering<'a> {
    mirror: &'a mirror::Model,
    origin: &'a Origin,
    errors: Diagnostics,
}

impl Lowering<'_> {
    fn service(&mut self) -> Service {
        // The top of the file has no place of its own in the IR, and nothing at it is refused.
        for key in self.mirror.rest.keys().filter(|key| census::find(Level::Top, key).is_none()) {
            let location = crate::diagnostic::Location::new(&self.origin.source, vec![key.clone()]);
            self.errors.push(unknown_key(key).at(location));
        }
        let metadata = &self.mirror.metadata;
        Service {
            full_name: metadata.service_full_name.clone(),
            api_version: metadata.api_version.clone(),
            reference: metadata.uid.clone(),
            protocol: match metadata.protocol.as_str() {
                "rest-json" => Protocol::RestJson,
                other => Protocol::Other(other.to_owned()),
            },
            refusals: self.judge(Level::Metadata, &metadata.rest, &Place::Service, &[]),
        }
    }

    fn operation(&mut self, name: &str, mirror: &mirror::Operation) -> Option<Operation> {
        let place = Place::Operation(name.to_owned());
        let mut refusals = self.judge(Level::Operation, &mirror.rest, &place, &[]);
        refusals.extend(self.judge(Level::Http, &mirror.http.rest, &place, &["http"]));
        for (key, reference) in [("input", &mirror.input), ("output", &mirror.output)] {
            if let Some(reference) = reference {
                refusals.extend(self.reference(reference, &place, &[key]));
            }
        }
        for (index, error) in mirror.errors.iter().enumerate() {
            refusals.extend(self.reference(error, &place, &["errors", &index.to_string()]));
        }
        let uri = UriTemplate::parse(&mirror.http.request_uri)
            .map_err(|error| {
                let message = format!("the URI of operation `{name}` cannot be used: {error}");
                self.error(message, &place, &["http", "requestUri"]);
            })
            .ok()?;
        let id = |reference: &mirror::Reference| ShapeId::new(&reference.shape);
        // Some models list an error twice.
        let mut errors: Vec<ShapeId> = Vec::new();
        for error in mirror.errors.iter().map(id) {
            if !errors.contains(&error) {
                errors.push(error);
            }
        }
        Some(Operation {
            name: name.to_owned(),
            http: HttpBinding { method: mirror.http.method.clone(), uri },
            input: mirror.input.as_ref().map(id),
            output: mirror.output.as_ref().map(id),
            errors,
            refusals,
        })
    }

    fn shape(&mut self, name: &str, mirror: &mirror::Shape) -> Shape {
        let place = Place::Shape(name.to_owned());
        let mut refusals = self.judge(Level::Shape, &mirror.rest, &place, &[]);
        let mut part = |lowering: &mut Self, key: &str, reference: &Option<mirror::Reference>| {
            let Some(reference) = reference else {
                let message = format!("{} `{name}` has no `{key}`", mirror.kind);
                lowering.error(message, &place, &["type"]);
                return ShapeId::new("");
            };
            refusals.extend(lowering.reference(reference, &place, &[key]));
            ShapeId::new(&reference.shape)
        };
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
        Shape { kind, sensitive: mirror.sensitive, refusals }
    }

    fn structure(&mut self, name: &str, mirror: &mirror::Shape) -> ShapeKind {
        for (index, required) in mirror.required.iter().enumerate() {
            if !mirror.members.iter().any(|(member, _)| member == required) {
                let message =
                    format!("structure `{name}` requires `{required}`, which is not a member");
                let place = Place::Shape(name.to_owned());
                self.error(message, &place, &["required", &index.to_string()]);
            }
        }
        let members = mirror.members.iter().map(|(member, mirror_member)| {
            self.member(name, member, mirror_member, mirror.required.contains(member))
        });
        ShapeKind::Structure(Structure { members: members.collect(), error: mirror.exception })
    }

    fn member(
        &mut self,
        shape: &str,
        name: &str,
        mirror: &mirror::Member,
        required: bool,
    ) -> Member {
        let place = Place::Member(shape.to_owned(), name.to_owned());
        let mut refusals = self.judge(Level::Member, &mirror.rest, &place, &[]);
        self.target(&mirror.shape, &place, &["shape"]);
        let location = match mirror.location.as_deref() {
            None => Location::Body,
            Some("uri") => Location::Label,
            Some("querystring") => Location::Query,
            Some(other @ ("header" | "headers" | "statusCode")) => {
                let what = format!("location \"{other}\"");
                refusals.push(refusal(
                    &["location"],
                    &what,
                    "the member does not travel in the body",
                ));
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
            wire_name: mirror.location_name.clone().unwrap_or_else(|| name.to_owned()),
            timestamp_format: self.timestamp_format(mirror.timestamp_format.as_deref(), &place),
            refusals,
        }
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

    fn reference(
        &mut self,
        reference: &mirror::Reference,
        place: &Place,
        keys: &[&str],
    ) -> Vec<Refusal> {
        self.target(&reference.shape, place, &[keys, &["shape"]].concat());
        self.judge(Level::Reference, &reference.rest, place, keys)
    }

    /// Checks that the shape that `place` refers to exists.
    fn target(&mut self, target: &str, place: &Place, keys: &[&str]) {
        if self.mirror.shapes.contains_key(target) {
            return;
        }
        let mut error = Diagnostic::error(format!("there is no shape `{target}`"));
        if let Some(known) = did_you_mean(target, self.mirror.shapes.keys().map(String::as_str)) {
            error = error.help(format!("did you mean `{known}`?"));
        }
        self.errors.push(error.at(self.origin.locate(place, keys)));
    }

    /// Judges the keys that have no field in the mirror.
    fn judge(
        &mut self,
        level: Level,
        rest: &mirror::Rest,
        place: &Place,
        keys: &[&str],
    ) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        for (key, value) in rest {
            match census::find(level, key).map(|entry| entry.verdict) {
                Some(Verdict::Refused(why)) if *value != Value::Bool(false) => {
                    let what = match value {
                        Value::String(_) => format!("{key} {value}"),
                        _ => key.clone(),
                    };
                    refusals.push(refusal(&[keys, &[key]].concat(), &what, why));
                }
                Some(_) => {}
                None => {
                    let location = self.origin.locate(place, &[keys, &[key]].concat());
                    self.errors.push(unknown_key(key).at(location));
                }
            }
        }
        refusals
    }

    fn error(&mut self, message: String, place: &Place, keys: &[&str]) {
        self.errors.push(Diagnostic::error(message).at(self.origin.locate(place, keys)));
    }
}

fn refusal(key: &[&str], what: &str, why: &'static str) -> Refusal {
    Refusal { key: key.iter().map(|key| (*key).to_owned()).collect(), what: what.to_owned(), why }
}

fn unknown_key(key: &str) -> Diagnostic {
    Diagnostic::error(format!("unknown key `{key}`"))
        .label("farrier does not know what this means")
        .help("a key that is passed over could make the output wrong; see the census of the front end")
}
