//! What farrier does with each key of botocore's models. A key that is not listed here is an error.
//!
//! The table is the shape of the format, too: it says which values are objects with keys of their own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The part of a model that a key stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The top of the file.
    Top,
    /// `metadata`.
    Metadata,
    /// `protocolSettings` of the metadata.
    ProtocolSettings,
    /// An entry of `authorizers`.
    Authorizer,
    /// An entry of `operations`.
    Operation,
    /// The `http` of an operation.
    Http,
    /// The `endpoint` of an operation.
    Endpoint,
    /// The `endpointdiscovery` of an operation.
    EndpointDiscovery,
    /// The `httpChecksum` of an operation.
    HttpChecksum,
    /// The `requestcompression` of an operation.
    RequestCompression,
    /// A parameter of the endpoint rules, wherever it is set.
    ContextParam,
    /// The `input`, `output` or an element of `errors` of an operation; the `member` of a list, the
    /// `key` and `value` of a map.
    Reference,
    /// An entry of `shapes`.
    Shape,
    /// The `error` of a shape, or of the reference to one.
    Error,
    /// The `retryable` of a shape.
    Retryable,
    /// An entry of a structure's `members`.
    Member,
    /// An `xmlNamespace`.
    XmlNamespace,
    /// The top of a `*.sdk-extras.json`.
    Extras,
    /// The top of `docs-2.json`.
    Docs,
    /// An entry of the `shapes` of `docs-2.json`.
    ShapeDocs,
    /// The top of `paginators-1.json`.
    Paginators,
    /// An entry of `pagination`.
    Paginator,
    /// The top of `waiters-2.json`.
    Waiters,
    /// An entry of `waiters`.
    Waiter,
    /// An element of a waiter's `acceptors`.
    Acceptor,
}

impl Level {
    /// The name that messages, manifests and the printed census have for it.
    pub fn name(self) -> &'static str {
        match self {
            Top => "top",
            Metadata => "metadata",
            ProtocolSettings => "protocolSettings",
            Authorizer => "authorizer",
            Operation => "operation",
            Http => "http",
            Endpoint => "endpoint",
            EndpointDiscovery => "endpointdiscovery",
            HttpChecksum => "httpChecksum",
            RequestCompression => "requestcompression",
            ContextParam => "contextParam",
            Reference => "reference",
            Shape => "shape",
            Error => "error",
            Retryable => "retryable",
            Member => "member",
            XmlNamespace => "xmlNamespace",
            Extras => "extras",
            Docs => "docs",
            ShapeDocs => "shapeDocs",
            Paginators => "paginators",
            Paginator => "paginator",
            Waiters => "waiters",
            Waiter => "waiter",
            Acceptor => "acceptor",
        }
    }
}

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has a meaning in the IR.
    Honoured,
    /// It has a meaning in the IR; of some values it is refused, which ones is said here.
    InPart(&'static str),
    /// It changes nothing in the Rust output, for this reason.
    NoEffect(&'static str),
    /// Nor does it, for this reason, but a report on two models tells of it.
    Reported(&'static str),
    /// It is not generated yet; without it, this would be wrong.
    Refused(&'static str),
}

/// The keys that stand within the value of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// None: it is a text, a number or the like, or an array of them.
    Value,
    /// Whatever its value has, it does not matter.
    Any,
    /// The value is an object with the keys of this level.
    Object(Level),
    /// The value is an array of such objects.
    List(Level),
    /// The value is an object of such objects, by names of the model.
    Map(Level),
    /// The value is laid over another file, and has the keys of that.
    Overlaid,
}

/// One row of the [`CENSUS`].
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Where the key stands.
    pub level: Level,
    /// The key.
    pub key: &'static str,
    /// What becomes of it.
    pub verdict: Verdict,
    /// What stands within it.
    pub holds: Holds,
    /// Whether its value is prose, which is left out of what is committed.
    pub prose: bool,
}

impl Entry {
    const fn object(self, level: Level) -> Self {
        Self { holds: Holds::Object(level), ..self }
    }

    const fn list(self, level: Level) -> Self {
        Self { holds: Holds::List(level), ..self }
    }

    const fn map(self, level: Level) -> Self {
        Self { holds: Holds::Map(level), ..self }
    }

    const fn any(self) -> Self {
        Self { holds: Holds::Any, ..self }
    }

    const fn prose(self) -> Self {
        Self { prose: true, ..self }
    }

    const fn overlaid(self) -> Self {
        Self { holds: Holds::Overlaid, ..self }
    }
}

/// The row for a key, if it is known.
pub fn find(level: Level, key: &str) -> Option<&'static Entry> {
    static ROWS: LazyLock<BTreeMap<(Level, &str), &Entry>> =
        LazyLock::new(|| CENSUS.iter().map(|entry| ((entry.level, entry.key), entry)).collect());
    ROWS.get(&(level, key)).copied()
}

/// The keys that a level may have.
pub fn keys_of(level: Level) -> impl Iterator<Item = &'static str> {
    CENSUS.iter().filter(move |entry| entry.level == level).map(|entry| entry.key)
}

const fn row(level: Level, key: &'static str, verdict: Verdict) -> Entry {
    Entry { level, key, verdict, holds: Holds::Value, prose: false }
}

use Level::{
    Acceptor, Authorizer, ContextParam, Docs, Endpoint, EndpointDiscovery, Error, Extras, Http,
    HttpChecksum, Member, Metadata, Operation, Paginator, Paginators, ProtocolSettings, Reference,
    RequestCompression, Retryable, Shape, ShapeDocs, Top, Waiter, Waiters, XmlNamespace,
};
use Verdict::{Honoured, InPart, NoEffect, Refused, Reported};

const VALIDATED_BY_SERVICE: Verdict =
    Reported("the service validates lengths, ranges and patterns");
const ENDPOINTS: Verdict = Reported("endpoints are the caller's: a request has no host");
const ENDPOINT_RULES: Verdict = NoEffect("endpoints are the caller's: a request has no host");
const SIGNING: Verdict = Reported("signing is the caller's");
const XML_ONLY: Verdict = Reported("only XML and query protocols look at it");
const XML_LAYOUT: Verdict = NoEffect("only XML and query protocols look at it");
const OPTIONAL_ANYWAY: Verdict = NoEffect("every member that is not required is an `Option`");
const RETRIES: Verdict = Reported("retries are the caller's");
const STREAMS_SAY_IT: Verdict =
    NoEffect("HTTP/2 is for event streams alone, which are refused where they are");
const FORMAT_VERSION: Verdict = NoEffect("the version of the format");
const PAGING: Verdict = Reported("paging is the caller's, who sees every token");
const WAITING: Verdict = Reported("waiting is the caller's");
const SINCE: Verdict = NoEffect("what is deprecated is so whenever it began");
const DEPRECATED: Verdict = NoEffect("what is marked is what operations, shapes and members are");

/// Every key that is known, level by level.
pub const CENSUS: &[Entry] = &[
    row(Top, "metadata", Honoured).object(Metadata),
    row(Top, "operations", Honoured).map(Operation),
    row(Top, "shapes", Honoured).map(Shape),
    row(Top, "documentation", Honoured).prose(),
    row(Top, "version", FORMAT_VERSION),
    row(Top, "examples", NoEffect("examples are documentation of their own")).any().prose(),
    row(Top, "clientContextParams", ENDPOINT_RULES).map(ContextParam),
    row(Top, "xmlNamespace", XML_LAYOUT),
    row(Top, "authorizers", NoEffect("signing is the caller's")).map(Authorizer),
    row(Top, "deprecated", DEPRECATED),
    row(Top, "deprecatedMessage", DEPRECATED).prose(),
    row(Metadata, "apiVersion", Honoured),
    row(Metadata, "protocol", InPart("all but `rest-json` and `json` are refused")),
    row(Metadata, "serviceFullName", Honoured),
    row(Metadata, "uid", Honoured),
    row(Metadata, "protocols", InPart("one of them must be `rest-json` or `json`")),
    row(Metadata, "serviceId", NoEffect("the full name is what documentation uses")),
    row(Metadata, "serviceAbbreviation", NoEffect("the full name is what documentation uses")),
    row(Metadata, "endpointPrefix", ENDPOINTS),
    row(Metadata, "ripServiceName", ENDPOINT_RULES),
    row(Metadata, "awsQueryCompatible", Honoured).any(),
    row(Metadata, "globalEndpoint", ENDPOINTS),
    row(Metadata, "signatureVersion", SIGNING),
    row(Metadata, "signingName", SIGNING),
    row(Metadata, "auth", SIGNING),
    row(Metadata, "jsonVersion", InPart("all but 1.0 and 1.1 are refused")),
    row(Metadata, "timestampFormat", NoEffect("what is usual for the protocol, said again")),
    row(Metadata, "targetPrefix", Honoured),
    row(Metadata, "xmlNamespace", XML_ONLY),
    row(
        Metadata,
        "checksumFormat",
        NoEffect("the checksums that it speaks of are members of the inputs"),
    ),
    row(Metadata, "protocolSettings", STREAMS_SAY_IT).object(ProtocolSettings),
    row(Operation, "name", NoEffect("said again: it is the key of the operation")),
    row(Operation, "http", Honoured).object(Http),
    row(Operation, "input", Honoured).object(Reference),
    row(Operation, "output", Honoured).object(Reference),
    row(Operation, "errors", Honoured).list(Reference),
    row(Operation, "documentation", Honoured).prose(),
    row(Operation, "documentationUrl", NoEffect("the reference link is made from `uid`")),
    row(Operation, "idempotent", RETRIES),
    row(Operation, "readonly", RETRIES),
    row(Operation, "alias", NoEffect("an older name of the operation")),
    row(Operation, "deprecated", Honoured),
    row(Operation, "deprecatedMessage", Honoured).prose(),
    row(Operation, "deprecatedSince", SINCE),
    row(Operation, "authtype", SIGNING),
    row(Operation, "auth", SIGNING),
    row(Operation, "unsignedPayload", SIGNING),
    row(Operation, "staticContextParams", ENDPOINT_RULES).map(ContextParam),
    row(Operation, "operationContextParams", ENDPOINT_RULES).map(ContextParam),
    row(Operation, "endpointdiscovery", Honoured).object(EndpointDiscovery),
    row(Operation, "endpointoperation", Honoured),
    row(Operation, "endpoint", Honoured).object(Endpoint),
    row(Operation, "httpChecksum", Honoured).object(HttpChecksum),
    row(Operation, "httpChecksumRequired", Honoured),
    row(Operation, "requestcompression", Honoured).object(RequestCompression),
    row(Http, "method", Honoured),
    row(Http, "requestUri", Honoured),
    row(Http, "responseCode", Reported("every 2xx status is a success")),
    row(Reference, "shape", Honoured),
    row(Reference, "payload", Honoured),
    row(Reference, "documentation", NoEffect("the shape is documented where it is defined"))
        .prose(),
    row(Reference, "locationName", XML_ONLY),
    row(Reference, "xmlNamespace", XML_ONLY).object(XmlNamespace),
    row(Reference, "deprecated", DEPRECATED),
    row(Reference, "xmlOrder", XML_LAYOUT),
    row(Reference, "resultWrapper", XML_ONLY),
    row(Reference, "wrapper", XML_LAYOUT),
    row(Reference, "exception", NoEffect("said again by the shape of the error")),
    row(Reference, "error", NoEffect("said again by the shape of the error")).object(Error),
    row(Reference, "fault", NoEffect("said again by the shape of the error")),
    row(Reference, "jsonvalue", NoEffect("the elements are text, as the shape says, that is JSON")),
    row(Shape, "type", Honoured),
    row(Shape, "members", Honoured).map(Member),
    row(Shape, "required", Honoured),
    row(Shape, "member", Honoured).object(Reference),
    row(Shape, "key", Honoured).object(Reference),
    row(Shape, "value", Honoured).object(Reference),
    row(Shape, "enum", Honoured),
    row(Shape, "exception", NoEffect("what operations list as errors are errors")),
    row(Shape, "timestampFormat", Honoured),
    row(Shape, "documentation", Honoured).prose(),
    row(Shape, "error", Honoured).object(Error),
    row(Shape, "fault", Honoured),
    row(Shape, "retryable", Honoured).object(Retryable),
    row(Shape, "synthetic", NoEffect("a mark for errors that no service models")),
    row(Shape, "box", OPTIONAL_ANYWAY),
    row(Shape, "min", VALIDATED_BY_SERVICE),
    row(Shape, "max", VALIDATED_BY_SERVICE),
    row(Shape, "pattern", VALIDATED_BY_SERVICE),
    row(Shape, "deprecated", Honoured),
    row(Shape, "deprecatedMessage", Honoured).prose(),
    row(Shape, "deprecatedSince", SINCE),
    row(Shape, "flattened", XML_ONLY),
    row(Shape, "location", Honoured),
    row(Shape, "locationName", Honoured),
    row(Shape, "wrapper", XML_LAYOUT),
    row(Shape, "xmlNamespace", XML_ONLY).object(XmlNamespace),
    row(Shape, "xmlOrder", XML_LAYOUT),
    row(Shape, "payload", Honoured),
    row(Shape, "sensitive", Honoured),
    row(Shape, "union", Honoured),
    row(Shape, "document", Honoured),
    row(Shape, "eventstream", Refused("its value is a stream of events")),
    row(Shape, "event", Refused("its value is part of an event stream")),
    row(Shape, "streaming", Honoured),
    row(Shape, "requiresLength", Honoured),
    row(Shape, "sparse", Honoured),
    row(Member, "shape", Honoured),
    row(Member, "location", Honoured),
    row(Member, "locationName", Honoured),
    row(Member, "timestampFormat", Honoured),
    row(Member, "documentation", Honoured).prose(),
    row(Member, "box", OPTIONAL_ANYWAY),
    row(
        Member,
        "enum",
        NoEffect("the member is text, as its shape says; the service validates its values"),
    ),
    row(Member, "pattern", VALIDATED_BY_SERVICE),
    row(Member, "min", VALIDATED_BY_SERVICE),
    row(Member, "max", VALIDATED_BY_SERVICE),
    row(Member, "deprecated", Honoured),
    row(Member, "deprecatedMessage", Honoured).prose(),
    row(Member, "deprecatedSince", SINCE),
    row(Member, "tags", NoEffect("a mark for AWS's own previews")),
    row(Member, "contextParam", ENDPOINT_RULES).object(ContextParam),
    row(Member, "queryName", XML_ONLY),
    row(Member, "flattened", XML_ONLY),
    row(Member, "xmlAttribute", XML_ONLY),
    row(Member, "xmlNamespace", XML_ONLY).object(XmlNamespace),
    row(Member, "idempotencyToken", Honoured),
    row(Member, "hostLabel", Honoured),
    row(Member, "jsonvalue", Honoured),
    row(Member, "streaming", Honoured),
    row(Member, "eventpayload", Refused("its value is part of an event stream")),
    row(Member, "eventheader", Refused("its value is part of an event stream")),
    row(ProtocolSettings, "h2", STREAMS_SAY_IT),
    row(Authorizer, "name", NoEffect("signing is the caller's")),
    row(Authorizer, "type", NoEffect("signing is the caller's")),
    row(Authorizer, "placement", NoEffect("signing is the caller's")).any(),
    row(Endpoint, "hostPrefix", Honoured),
    row(EndpointDiscovery, "required", Honoured),
    row(HttpChecksum, "requestAlgorithmMember", Honoured),
    row(HttpChecksum, "requestChecksumRequired", Honoured),
    row(HttpChecksum, "requestValidationModeMember", Honoured),
    row(HttpChecksum, "responseAlgorithms", Honoured),
    row(RequestCompression, "encodings", Honoured),
    row(ContextParam, "name", ENDPOINT_RULES),
    row(ContextParam, "type", ENDPOINT_RULES),
    row(ContextParam, "value", ENDPOINT_RULES),
    row(ContextParam, "path", ENDPOINT_RULES),
    row(ContextParam, "documentation", ENDPOINT_RULES).prose(),
    row(Error, "httpStatusCode", Honoured),
    row(Error, "senderFault", Honoured),
    row(Error, "fault", Honoured),
    row(Error, "code", Honoured),
    row(Retryable, "throttling", Honoured),
    row(XmlNamespace, "uri", XML_ONLY),
    row(XmlNamespace, "prefix", XML_ONLY),
    row(Extras, "merge", Honoured).overlaid(),
    row(Extras, "version", FORMAT_VERSION),
    row(Docs, "service", Honoured),
    row(Docs, "operations", Honoured).any(),
    row(Docs, "shapes", Honoured).map(ShapeDocs),
    row(Docs, "version", FORMAT_VERSION),
    row(ShapeDocs, "base", Honoured),
    row(ShapeDocs, "refs", Honoured).any(),
    row(Paginators, "pagination", PAGING).map(Paginator),
    row(Paginators, "version", FORMAT_VERSION),
    row(Paginator, "input_token", PAGING),
    row(Paginator, "output_token", PAGING),
    row(Paginator, "limit_key", PAGING),
    row(Paginator, "result_key", PAGING),
    row(Paginator, "more_results", PAGING),
    row(Paginator, "non_aggregate_keys", PAGING),
    row(Waiters, "waiters", WAITING).map(Waiter),
    row(Waiters, "version", FORMAT_VERSION),
    row(Waiter, "operation", WAITING),
    row(Waiter, "delay", WAITING),
    row(Waiter, "maxAttempts", WAITING),
    row(Waiter, "acceptors", WAITING).list(Acceptor),
    row(Waiter, "description", WAITING).prose(),
    row(Waiter, "type", WAITING),
    row(Acceptor, "state", WAITING),
    row(Acceptor, "matcher", WAITING),
    row(Acceptor, "argument", WAITING),
    row(Acceptor, "expected", WAITING),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CENSUS, Holds, Level, Verdict};

    #[test]
    fn every_key_has_one_row() {
        let mut rows = BTreeSet::new();
        for entry in CENSUS {
            assert!(rows.insert((entry.level, entry.key)), "{:?} {}", entry.level, entry.key);
        }
    }

    #[test]
    fn what_is_refused_has_a_place_in_the_ir_to_be_refused_at() {
        let with_places = [Level::Metadata, Level::Operation, Level::Shape, Level::Member];
        for entry in CENSUS.iter().filter(|entry| matches!(entry.verdict, Verdict::Refused(_))) {
            let within = CENSUS.iter().any(|outer| {
                outer.holds == Holds::Object(entry.level) && with_places.contains(&outer.level)
            });
            assert!(
                within || with_places.contains(&entry.level),
                "{:?} {}",
                entry.level,
                entry.key
            );
        }
    }
}
