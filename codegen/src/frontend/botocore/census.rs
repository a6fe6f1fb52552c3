//! What farrier does with each key of botocore's models. A key that is not listed here is an error.

/// The part of a model that a key stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The top of the file.
    Top,
    /// `metadata`.
    Metadata,
    /// An entry of `operations`.
    Operation,
    /// The `http` of an operation.
    Http,
    /// The `input`, `output` or an element of `errors` of an operation; the `member` of a list, the
    /// `key` and `value` of a map.
    Reference,
    /// An entry of `shapes`.
    Shape,
    /// An entry of a structure's `members`.
    Member,
}

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has a meaning in the IR.
    Honoured,
    /// It changes nothing in the Rust output, for this reason.
    NoEffect(&'static str),
    /// It is not generated yet; without it, this would be wrong.
    Refused(&'static str),
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
}

/// The row for a key, if it is known.
pub fn find(level: Level, key: &str) -> Option<&'static Entry> {
    CENSUS.iter().find(|entry| entry.level == level && entry.key == key)
}

const fn row(level: Level, key: &'static str, verdict: Verdict) -> Entry {
    Entry { level, key, verdict }
}

use Level::{Http, Member, Metadata, Operation, Reference, Shape, Top};
use Verdict::{Honoured, NoEffect, Refused};

const VALIDATED_BY_SERVICE: Verdict =
    NoEffect("the service validates lengths, ranges and patterns");
const ENDPOINTS: Verdict = NoEffect("endpoints are the caller's: a request has no host");
const SIGNING: Verdict = NoEffect("signing is the caller's");
const XML_ONLY: Verdict = NoEffect("only XML and query protocols look at it");
const OPTIONAL_ANYWAY: Verdict = NoEffect("every member that is not required is an `Option`");
const STATUS_SAYS_IT: Verdict = NoEffect("the status of the reply says it");
const DEPRECATED: Verdict =
    NoEffect("deprecated items stay callable; documentation says what replaces them");

/// Every key that is known, level by level.
pub const CENSUS: &[Entry] = &[
    row(Top, "metadata", Honoured),
    row(Top, "operations", Honoured),
    row(Top, "shapes", Honoured),
    row(Top, "documentation", Honoured),
    row(Top, "version", NoEffect("the version of the format")),
    row(Top, "examples", NoEffect("examples are documentation of their own")),
    row(Top, "clientContextParams", ENDPOINTS),
    row(Top, "xmlNamespace", XML_ONLY),
    row(Top, "authorizers", SIGNING),
    row(Top, "deprecated", DEPRECATED),
    row(Top, "deprecatedMessage", DEPRECATED),
    row(Metadata, "apiVersion", Honoured),
    row(Metadata, "protocol", Honoured),
    row(Metadata, "serviceFullName", Honoured),
    row(Metadata, "uid", Honoured),
    row(Metadata, "protocols", NoEffect("`protocol` names the one that is generated")),
    row(Metadata, "serviceId", NoEffect("the full name is what documentation uses")),
    row(Metadata, "serviceAbbreviation", NoEffect("the full name is what documentation uses")),
    row(Metadata, "endpointPrefix", ENDPOINTS),
    row(Metadata, "ripServiceName", ENDPOINTS),
    row(
        Metadata,
        "awsQueryCompatible",
        Refused("the code of an error would be another than in older clients"),
    ),
    row(Metadata, "globalEndpoint", ENDPOINTS),
    row(Metadata, "signatureVersion", SIGNING),
    row(Metadata, "signingName", SIGNING),
    row(Metadata, "auth", SIGNING),
    row(Metadata, "jsonVersion", NoEffect("rest-json always sends `application/json`")),
    row(Metadata, "targetPrefix", NoEffect("rest-json names the operation by its URI")),
    row(Metadata, "xmlNamespace", XML_ONLY),
    row(Metadata, "checksumFormat", Refused("the body would be sent without its checksum header")),
    row(Metadata, "protocolSettings", Refused("event streams would need HTTP/2")),
    row(Operation, "name", NoEffect("rest-json names the operation by its URI")),
    row(Operation, "http", Honoured),
    row(Operation, "input", Honoured),
    row(Operation, "output", Honoured),
    row(Operation, "errors", Honoured),
    row(Operation, "documentation", Honoured),
    row(Operation, "documentationUrl", NoEffect("the reference link is made from `uid`")),
    row(Operation, "idempotent", NoEffect("retries are the caller's")),
    row(Operation, "readonly", NoEffect("retries are the caller's")),
    row(Operation, "alias", NoEffect("an older name of the operation")),
    row(Operation, "deprecated", DEPRECATED),
    row(Operation, "deprecatedMessage", DEPRECATED),
    row(Operation, "deprecatedSince", DEPRECATED),
    row(Operation, "authtype", SIGNING),
    row(Operation, "auth", SIGNING),
    row(Operation, "unsignedPayload", SIGNING),
    row(Operation, "staticContextParams", ENDPOINTS),
    row(Operation, "operationContextParams", ENDPOINTS),
    row(Operation, "endpointdiscovery", ENDPOINTS),
    row(Operation, "endpointoperation", ENDPOINTS),
    row(Operation, "endpoint", Refused("the request would go to a host without its prefix")),
    row(
        Operation,
        "httpChecksum",
        Refused("the request would lack a checksum that the service may demand"),
    ),
    row(
        Operation,
        "httpChecksumRequired",
        Refused("the service would reject a request without its checksum"),
    ),
    row(Operation, "requestcompression", Refused("large bodies would be sent uncompressed")),
    row(Http, "method", Honoured),
    row(Http, "requestUri", Honoured),
    row(Http, "responseCode", NoEffect("every 2xx status is a success")),
    row(Reference, "shape", Honoured),
    row(Reference, "documentation", NoEffect("the shape is documented where it is defined")),
    row(Reference, "locationName", XML_ONLY),
    row(Reference, "xmlNamespace", XML_ONLY),
    row(Reference, "resultWrapper", XML_ONLY),
    row(Reference, "wrapper", XML_ONLY),
    row(Reference, "exception", NoEffect("said again by the shape of the error")),
    row(Reference, "error", NoEffect("said again by the shape of the error")),
    row(Reference, "fault", STATUS_SAYS_IT),
    row(Reference, "jsonvalue", Refused("the value is JSON within a string")),
    row(Shape, "type", Honoured),
    row(Shape, "members", Honoured),
    row(Shape, "required", Honoured),
    row(Shape, "member", Honoured),
    row(Shape, "key", Honoured),
    row(Shape, "value", Honoured),
    row(Shape, "enum", Honoured),
    row(Shape, "exception", Honoured),
    row(Shape, "timestampFormat", Honoured),
    row(Shape, "documentation", Honoured),
    row(Shape, "error", STATUS_SAYS_IT),
    row(Shape, "fault", STATUS_SAYS_IT),
    row(Shape, "retryable", NoEffect("retries are the caller's")),
    row(Shape, "synthetic", NoEffect("a mark for errors that no service models")),
    row(Shape, "box", OPTIONAL_ANYWAY),
    row(Shape, "min", VALIDATED_BY_SERVICE),
    row(Shape, "max", VALIDATED_BY_SERVICE),
    row(Shape, "pattern", VALIDATED_BY_SERVICE),
    row(Shape, "deprecated", DEPRECATED),
    row(Shape, "deprecatedMessage", DEPRECATED),
    row(Shape, "deprecatedSince", DEPRECATED),
    row(Shape, "flattened", XML_ONLY),
    row(Shape, "locationName", XML_ONLY),
    row(Shape, "wrapper", XML_ONLY),
    row(Shape, "xmlNamespace", XML_ONLY),
    row(Shape, "xmlOrder", XML_ONLY),
    row(Shape, "payload", Refused("one member would be the whole body, not a member of it")),
    row(Shape, "sensitive", Honoured),
    row(
        Shape,
        "union",
        Refused("exactly one of its members may be set, which a struct does not say"),
    ),
    row(Shape, "document", Refused("its value is any JSON, not a structure")),
    row(Shape, "eventstream", Refused("its value is a stream of events")),
    row(Shape, "event", Refused("its value is part of an event stream")),
    row(Shape, "streaming", Refused("its value is a stream, not bytes in memory")),
    row(Shape, "requiresLength", Refused("the length of the stream must be known")),
    row(Shape, "sparse", Refused("`null` elements mean something in it and would be dropped")),
    row(Member, "shape", Honoured),
    row(Member, "location", Honoured),
    row(Member, "locationName", Honoured),
    row(Member, "timestampFormat", Honoured),
    row(Member, "documentation", Honoured),
    row(Member, "box", OPTIONAL_ANYWAY),
    row(Member, "enum", VALIDATED_BY_SERVICE),
    row(Member, "pattern", VALIDATED_BY_SERVICE),
    row(Member, "min", VALIDATED_BY_SERVICE),
    row(Member, "max", VALIDATED_BY_SERVICE),
    row(Member, "deprecated", DEPRECATED),
    row(Member, "deprecatedMessage", DEPRECATED),
    row(Member, "deprecatedSince", DEPRECATED),
    row(Member, "contextParam", ENDPOINTS),
    row(Member, "queryName", XML_ONLY),
    row(Member, "flattened", XML_ONLY),
    row(Member, "xmlAttribute", XML_ONLY),
    row(Member, "xmlNamespace", XML_ONLY),
    row(Member, "idempotencyToken", Refused("a token that is left unset would not be filled in")),
    row(Member, "hostLabel", Refused("the member belongs in the host name")),
    row(Member, "jsonvalue", Refused("the value is JSON within a string")),
    row(Member, "streaming", Refused("its value is a stream, not bytes in memory")),
    row(Member, "eventpayload", Refused("its value is part of an event stream")),
    row(Member, "eventheader", Refused("its value is part of an event stream")),
];
