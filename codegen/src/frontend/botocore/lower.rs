//! From the mirror of the format to the IR: what its keys mean.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::origin::Files;
use super::{auth, docs, mirror, xml};
use crate::diagnostic::{self, Diagnostic, Diagnostics, Guesses};
use crate::frontend::keys::{self, Refused};
use crate::frontend::protocol::Spoken;
use crate::frontend::{ProtocolName, html};
use crate::ir::{
    Checksum, Constraints, Deprecation, EndpointDiscovery, ErrorTraits, Fault, HostPrefix,
    HttpBinding, Location, Member, Model, Operation, Origin, Place, Protocol, Refusal, Retry,
    Service, Shape, ShapeId, ShapeKind, Structure, TimestampFormat, UriTemplate, XmlNamespace,
};

/// Gives the mirror its meaning. `refused` is what its keys say that is not generated yet; `wanted` is the protocol to
/// take, if that is not the preferred one.
pub fn lower(
    mirror: mirror::Model,
    refused: &Refused,
    files: Files,
    wanted: Option<&ProtocolName>,
) -> Result<Model, Diagnostics> {
    let errors = Diagnostics::default();
    let name = &mirror.metadata.service_full_name;
    let location = files.locate(&Place::Protocol, &[]);
    let protocol = spoken(&mirror.metadata).choose(wanted, name, location)?;
    let shapes = mirror.shapes.iter();
    let mut lowering = Lowering {
        shapes: shapes.map(|(name, shape)| (&**name, (ShapeId::new(name), shape))).collect(),
        mirror: &mirror,
        refused,
        files: &files,
        payloads: payloads(&mirror),
        inputs: inputs(&mirror),
        replies: replies(&mirror),
        has_locations: protocol.binds_http(),
        reads_flattened: protocol.has_elements(),
        errors,
        guesses: Guesses::default(),
    };
    let service = lowering.service(protocol);
    let mut shapes = BTreeMap::new();
    for (name, shape) in &mirror.shapes {
        shapes.insert(lowering.id(name), Arc::new(lowering.shape(name, shape)));
    }
    let mut operations = BTreeMap::new();
    for (name, operation) in &mirror.operations {
        if let Some(operation) = lowering.operation(name, operation) {
            operations.insert(name.clone(), operation);
        }
    }
    let errors = lowering.errors;
    let docs = docs::of_model(mirror);
    errors.finish(Model {
        service,
        operations,
        shapes,
        paginators: BTreeMap::new(),
        waiters: BTreeMap::new(),
        docs,
        origin: Arc::new(files),
    })
}

/// The protocols that a service speaks: newer models have a list of them.
fn spoken(metadata: &mirror::Metadata) -> Spoken {
    let names = match metadata.protocols.as_slice() {
        [] => std::slice::from_ref(&metadata.protocol),
        listed => listed,
    };
    // What is left out here is what botocore takes then.
    let version = metadata.json_version.as_deref().unwrap_or("1.0");
    let target_prefix = metadata.target_prefix.clone().unwrap_or_default();
    let mut spoken = Spoken::default();
    for name in names {
        spoken.known.push(match name.as_str() {
            "json" if ["1.0", "1.1"].contains(&version) => Protocol::AwsJson {
                version: version.to_owned(),
                target_prefix: target_prefix.clone(),
            },
            "rest-json" => Protocol::RestJson,
            // botocore reads both forms of errors, and S3 is the one that has them without a wrapper.
            "rest-xml" => {
                Protocol::RestXml { wraps_errors: metadata.service_id.as_deref() != Some("S3") }
            }
            "smithy-rpc-v2-cbor" => Protocol::RpcV2Cbor { service: target_prefix.clone() },
            "query" => Protocol::Query,
            "ec2" => Protocol::Ec2,
            other => {
                let version = if other == "json" { format!(" {version}") } else { String::new() };
                spoken.unknown.push(format!("{other}{version}"));
                continue;
            }
        });
    }
    spoken
}

/// The name of the service in signatures. It is that of its endpoint, unless the model says another.
fn signing_name(metadata: &mirror::Metadata) -> Option<String> {
    metadata.signing_name.clone().or_else(|| metadata.endpoint_prefix.clone())
}

/// The payloads that inputs and outputs name where they refer to their shape, or that they do not, by its name.
fn payloads(mirror: &mirror::Model) -> BTreeMap<&str, BTreeSet<Option<&str>>> {
    let mut payloads: BTreeMap<&str, BTreeSet<Option<&str>>> = BTreeMap::new();
    for operation in mirror.operations.values() {
        for reference in operation.input.iter().chain(&operation.output) {
            payloads.entry(&reference.shape).or_default().insert(reference.payload.as_deref());
        }
    }
    payloads
}

/// The structures that are inputs.
fn inputs(mirror: &mirror::Model) -> BTreeSet<&str> {
    let operations = mirror.operations.values();
    operations.flat_map(|operation| &operation.input).map(|input| &*input.shape).collect()
}

/// The structures that are outputs or errors.
fn replies(mirror: &mirror::Model) -> BTreeSet<&str> {
    let operations = mirror.operations.values();
    let replies = operations.flat_map(|operation| operation.output.iter().chain(&operation.errors));
    replies.map(|reply| &*reply.shape).collect()
}

/// A [`Place`] that is not copied unless somebody wants to know it.
#[derive(Clone, Copy)]
enum At<'a> {
    Service,
    Operation(&'a str),
    Shape(&'a str),
    Member(&'a str, &'a str),
}

impl At<'_> {
    fn place(self) -> Place {
        match self {
            Self::Service => Place::Service,
            Self::Operation(name) => Place::Operation(name.to_owned()),
            Self::Shape(name) => Place::Shape(name.to_owned()),
            Self::Member(shape, name) => Place::Member(shape.to_owned(), name.to_owned()),
        }
    }
}

struct Lowering<'a> {
    mirror: &'a mirror::Model,
    /// Its shapes by name, each with its id.
    shapes: BTreeMap<&'a str, (ShapeId, &'a mirror::Shape)>,
    refused: &'a Refused,
    files: &'a Files,
    payloads: BTreeMap<&'a str, BTreeSet<Option<&'a str>>>,
    inputs: BTreeSet<&'a str>,
    replies: BTreeSet<&'a str>,
    /// Whether members travel anywhere but in the body.
    has_locations: bool,
    /// Whether bodies are XML or forms, where lists may be flattened.
    reads_flattened: bool,
    errors: Diagnostics,
    guesses: Guesses,
}

impl Lowering<'_> {
    /// The id of a shape: all that refer to it share one, so that equal ones are found to be equal at once.
    fn id(&self, name: &str) -> ShapeId {
        self.shapes.get(name).map_or_else(|| ShapeId::new(name), |(id, _)| id.clone())
    }

    fn service(&mut self, protocol: Protocol) -> Service {
        let metadata = &self.mirror.metadata;
        Service {
            full_name: metadata.service_full_name.clone(),
            api_version: metadata.api_version.clone(),
            reference: metadata.uid.clone(),
            sdk_id: metadata.service_id.clone(),
            protocol,
            query_compatible: metadata.aws_query_compatible.is_some(),
            auth: auth::of_service(metadata),
            endpoint_prefix: metadata.endpoint_prefix.clone(),
            global_endpoint: metadata.global_endpoint.clone(),
            signing_name: signing_name(metadata),
            xml_namespace: metadata
                .xml_namespace
                .clone()
                .map(|uri| XmlNamespace { uri, prefix: None }),
            endpoints: None,
            refusals: self.refusals(At::Service, None),
        }
    }

    fn operation(&mut self, name: &str, mirror: &mirror::Operation) -> Option<Operation> {
        let place = At::Operation(name);
        let references = [("input", &mirror.input), ("output", &mirror.output)];
        for (key, reference) in references {
            if let Some(reference) = reference {
                self.target(&reference.shape, place, &[key, "shape"]);
            }
        }
        for (index, error) in mirror.errors.iter().enumerate() {
            self.target(&error.shape, place, &["errors", &index.to_string(), "shape"]);
        }
        let uri = UriTemplate::parse(&mirror.http.request_uri)
            .map_err(|error| {
                let message = format!("the URI of operation `{name}` cannot be used: {error}");
                self.error(message, place, &["http", "requestUri"]);
            })
            .ok()?;
        let host_prefix = self.host_prefix(name, mirror);
        let id = |reference: &mirror::Reference| self.id(&reference.shape);
        // Some models list an error twice.
        let mut listed = BTreeSet::new();
        let errors = mirror.errors.iter().filter(|error| listed.insert(&error.shape));
        let errors = errors.map(id).collect();
        Some(Operation {
            name: name.to_owned(),
            http: HttpBinding { method: mirror.http.method.clone(), uri },
            host_prefix,
            auth: auth::of_operation(mirror, &auth::of_service(&self.mirror.metadata)),
            input: mirror.input.as_ref().map(id),
            output: mirror.output.as_ref().map(id),
            errors,
            checksum: checksum(mirror),
            compression: mirror
                .request_compression
                .as_ref()
                .map_or_else(Vec::new, |compression| compression.encodings.clone()),
            endpoint_discovery: match &mirror.endpoint_discovery {
                _ if mirror.answers_discovery => Some(EndpointDiscovery::Answers),
                Some(discovery) if discovery.required => Some(EndpointDiscovery::Required),
                Some(_) => Some(EndpointDiscovery::Optional),
                None => None,
            },
            deprecated: deprecation(mirror.deprecated, mirror.deprecated_message.as_deref()),
            idempotent: mirror.idempotent,
            read_only: mirror.read_only,
            // What is usual need not be said.
            success_status: mirror.http.response_code.filter(|status| *status != 200),
            xml: xml::operation(mirror),
            refusals: self.refusals(place, None),
        })
    }

    fn host_prefix(&mut self, name: &str, mirror: &mirror::Operation) -> Option<HostPrefix> {
        let text = mirror.endpoint.as_ref()?.host_prefix.as_deref()?;
        let prefix = HostPrefix::parse(text);
        prefix
            .map_err(|error| {
                let message =
                    format!("the host prefix of operation `{name}` cannot be used: {error}");
                self.error(message, At::Operation(name), &["endpoint", "hostPrefix"]);
            })
            .ok()
    }

    fn shape(&mut self, name: &str, mirror: &mirror::Shape) -> Shape {
        let place = At::Shape(name);
        let part = |lowering: &mut Self, key: &str, reference: &Option<mirror::Reference>| {
            let Some(reference) = reference else {
                let message = format!("{} `{name}` has no `{key}`", mirror.kind);
                lowering.error(message, place, &["type"]);
                return ShapeId::new("");
            };
            lowering.target(&reference.shape, place, &[key, "shape"]);
            lowering.id(&reference.shape)
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
            self.error(message, place, &[key]);
        }
        let kind = match mirror.kind.as_str() {
            "structure" if mirror.document => ShapeKind::Document,
            "structure" if mirror.union => ShapeKind::Union(self.members(name, mirror)),
            "structure" => self.structure(name, mirror),
            "list" => ShapeKind::List(part(self, "member", &mirror.member)),
            "map" => ShapeKind::Map {
                key: part(self, "key", &mirror.key),
                value: part(self, "value", &mirror.value),
            },
            "string" | "character" => match &mirror.values {
                Some(values) => ShapeKind::Enum(values.clone()),
                None => ShapeKind::String,
            },
            "boolean" => ShapeKind::Boolean,
            "integer" => ShapeKind::Integer,
            "long" => ShapeKind::Long,
            "float" => ShapeKind::Float,
            "double" => ShapeKind::Double,
            "timestamp" => ShapeKind::Timestamp(
                self.timestamp_format(mirror.timestamp_format.as_deref(), place),
            ),
            "blob" => ShapeKind::Blob,
            other => {
                self.error(
                    format!("shape `{name}` has an unknown type: `{other}`"),
                    place,
                    &["type"],
                );
                ShapeKind::String
            }
        };
        let refusals = self.refusals(place, Some("members"));
        Shape {
            kind,
            sensitive: mirror.sensitive,
            sparse: mirror.sparse,
            requires_length: mirror.requires_length,
            media_type: None,
            named_values: Vec::new(),
            deprecated: deprecation(mirror.deprecated, mirror.deprecated_message.as_deref()),
            constraints: constraints(
                mirror.min.as_ref(),
                mirror.max.as_ref(),
                mirror.pattern.as_ref(),
            ),
            xml: xml::shape(mirror),
            refusals,
        }
    }

    fn structure(&mut self, name: &str, mirror: &mirror::Shape) -> ShapeKind {
        let mut members = self.members(name, mirror);
        let referred = self.payloads.get(name).cloned().unwrap_or_default();
        if referred.len() > 1 {
            let message = format!("operations differ in what the payload of `{name}` is");
            self.error(message, At::Shape(name), &[]);
        }
        let payload = referred.into_iter().flatten().next().or(mirror.payload.as_deref());
        if let Some(payload) = payload.filter(|_| self.has_locations) {
            if let Some(member) = members.iter_mut().find(|member| member.name == payload) {
                member.location = Location::Payload;
            } else {
                let message =
                    format!("the payload of `{name}` is `{payload}`, which is not a member");
                self.error(message, At::Shape(name), &["payload"]);
            }
        }
        ShapeKind::Structure(Structure { members, error: error_traits(mirror) })
    }

    fn members(&mut self, name: &str, mirror: &mirror::Shape) -> Vec<Member> {
        let members: BTreeSet<&str> =
            mirror.members.iter().map(|(member, _)| member.as_str()).collect();
        let required: BTreeSet<&str> = mirror.required.iter().map(String::as_str).collect();
        for (index, required) in mirror.required.iter().enumerate() {
            if !members.contains(required.as_str()) {
                let message =
                    format!("structure `{name}` requires `{required}`, which is not a member");
                self.error(message, At::Shape(name), &["required", &index.to_string()]);
            }
        }
        let members = mirror.members.iter().map(|(member, mirror_member)| {
            self.member(name, member, mirror_member, required.contains(member.as_str()))
        });
        members.collect()
    }

    fn member(
        &mut self,
        shape: &str,
        name: &str,
        mirror: &mirror::Member,
        required: bool,
    ) -> Member {
        let place = At::Member(shape, name);
        let found = self.shapes.get(&*mirror.shape).map(|(id, shape)| (id.clone(), Some(*shape)));
        let (target, shape_of_target) = found.unwrap_or_else(|| {
            self.no_target(&mirror.shape, place, &["shape"]);
            (ShapeId::new(&mirror.shape), None)
        });
        let of_target = shape_of_target.and_then(|target| target.location.as_deref());
        let location = match mirror.location.as_deref().or(of_target) {
            None => Location::Body,
            Some("uri") => Location::Label,
            Some("querystring") => Location::Query,
            Some("header") => Location::Header,
            Some("headers") => Location::PrefixHeaders,
            Some("statusCode") => Location::StatusCode,
            Some(other) => {
                let message = format!("member `{shape}.{name}` has an unknown location: `{other}`");
                self.error(message, place, &["location"]);
                Location::Body
            }
        };
        let of_target = shape_of_target.and_then(|target| target.location_name.as_deref());
        let of_elements = shape_of_target.filter(|_| self.reads_flattened);
        let of_elements = of_elements.and_then(|target| xml::name_of_elements(mirror, target));
        let wire_name = match of_elements.or(mirror.location_name.as_deref()).or(of_target) {
            Some(wire_name) => wire_name,
            // Without a name, the prefix is that of every header.
            None if location == Location::PrefixHeaders => "",
            None => name,
        };
        Member {
            name: name.to_owned(),
            target,
            required,
            default: None,
            location: self.applicable(shape, location),
            wire_name: wire_name.to_owned(),
            timestamp_format: self.timestamp_format(mirror.timestamp_format.as_deref(), place),
            json_text: mirror.jsonvalue,
            idempotency_token: mirror.idempotency_token,
            host_label: mirror.host_label,
            streaming: mirror.streaming || shape_of_target.is_some_and(|target| target.streaming),
            deprecated: deprecation(mirror.deprecated, mirror.deprecated_message.as_deref()),
            constraints: constraints(
                mirror.min.as_ref(),
                mirror.max.as_ref(),
                mirror.pattern.as_ref(),
            ),
            xml: xml::member(mirror, shape_of_target),
            refusals: self.refusals(place, None),
        }
    }

    /// The location of a member of a shape. Replies have no path and no query, and requests no status: there such a
    /// member is in the body, as botocore has it. Where a structure is both, `check` refuses it.
    fn applicable(&self, shape: &str, location: Location) -> Location {
        let (is_input, is_reply) = (self.inputs.contains(shape), self.replies.contains(shape));
        match location {
            _ if !self.has_locations => Location::Body,
            Location::Label | Location::Query if is_reply && !is_input => Location::Body,
            Location::StatusCode if is_input && !is_reply => Location::Body,
            location => location,
        }
    }

    fn timestamp_format(&mut self, format: Option<&str>, place: At<'_>) -> Option<TimestampFormat> {
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
    fn target(&mut self, target: &str, place: At<'_>, keys: &[&str]) {
        if !self.shapes.contains_key(target) {
            self.no_target(target, place, keys);
        }
    }

    fn no_target(&mut self, target: &str, place: At<'_>, keys: &[&str]) {
        let error = Diagnostic::error(format!("there is no shape `{target}`"));
        let known = self.mirror.shapes.keys().map(String::as_str);
        let error = error.or_meant(self.guesses.guess(target, known));
        self.errors.push(error.at(self.locate(place, keys)));
    }

    /// What the keys of `place` say that is not generated yet, but for those within its key `except`.
    fn refusals(&self, place: At<'_>, except: Option<&str>) -> Vec<Refusal> {
        if self.refused.is_empty() {
            return Vec::new();
        }
        keys::refusals_at(self.refused, &self.files.path(&place.place()), except)
    }

    fn error(&mut self, message: String, place: At<'_>, keys: &[&str]) {
        self.errors.push(Diagnostic::error(message).at(self.locate(place, keys)));
    }

    fn locate(&self, place: At<'_>, keys: &[&str]) -> diagnostic::Location {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        self.files.locate(&place.place(), &keys)
    }
}

fn constraints(
    min: Option<&mirror::Fact>,
    max: Option<&mirror::Fact>,
    pattern: Option<&String>,
) -> Constraints {
    let [min, max] = [min, max].map(|bound| bound.map(|bound| bound.0.clone()));
    Constraints { min, max, pattern: pattern.cloned() }
}

/// What the two keys of checksums say.
fn checksum(mirror: &mirror::Operation) -> Option<Checksum> {
    let Some(http_checksum) = &mirror.http_checksum else {
        let required = mirror.http_checksum_required;
        return required.then(|| Checksum { required, ..Checksum::default() });
    };
    Some(Checksum {
        required: mirror.http_checksum_required || http_checksum.request_checksum_required,
        algorithm_member: http_checksum.request_algorithm_member.clone(),
        validation_member: http_checksum.request_validation_mode_member.clone(),
        reply_algorithms: http_checksum.response_algorithms.clone(),
    })
}

fn error_traits(mirror: &mirror::Shape) -> ErrorTraits {
    let error = mirror.error.as_ref();
    let is_of_server = mirror.fault || error.is_some_and(|error| error.fault);
    let is_of_client = error.is_some_and(|error| error.sender_fault);
    ErrorTraits {
        code: error.and_then(|error| error.code.clone()),
        status: error.and_then(|error| error.http_status_code),
        fault: match (is_of_server, is_of_client) {
            (true, _) => Some(Fault::Server),
            (false, true) => Some(Fault::Client),
            (false, false) => None,
        },
        retry: mirror.retryable.as_ref().map(|retryable| {
            if retryable.throttling { Retry::Throttling } else { Retry::Transient }
        }),
    }
}

fn deprecation(deprecated: bool, message: Option<&str>) -> Option<Deprecation> {
    deprecated.then(|| Deprecation { message: html::to_markdown(message.unwrap_or_default()) })
}
