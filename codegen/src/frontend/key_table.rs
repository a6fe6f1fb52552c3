//! What farrier does with each key of a model, whatever its format. A key that is in no table is an error.
//!
//! The tables are with the formats. They are the shapes of these, too: they say which values are objects with keys
//! of their own.

use Verdict::{InPart, NoEffect, Reported};

macro_rules! levels {
    ($( $(#[doc = $doc:literal])+ $name:ident $text:literal; )+) => {
        /// The part of a model that a key stands in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum KeyLevel {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl KeyLevel {
            /// The name that messages, manifests and the printed census have for it.
            pub fn name(self) -> &'static str {
                match self {
                    $( Self::$name => $text, )+
                }
            }

            /// What a key of this level is called in messages and in manifests. The id of a trait is a name already.
            pub fn key(self, key: &str) -> String {
                match self {
                    Self::Trait => key.to_owned(),
                    level => format!("{}.{key}", level.name()),
                }
            }
        }
    };
}

levels! {
    /// The top of the file.
    Top "top";
    /// `metadata`.
    Metadata "metadata";
    /// `protocolSettings` of the metadata.
    ProtocolSettings "protocolSettings";
    /// An entry of `authorizers`.
    Authorizer "authorizer";
    /// An entry of `operations`.
    Operation "operation";
    /// The `http` of an operation.
    Http "http";
    /// The `endpoint` of an operation.
    Endpoint "endpoint";
    /// The `endpointdiscovery` of an operation.
    EndpointDiscovery "endpointdiscovery";
    /// The `httpChecksum` of an operation.
    HttpChecksum "httpChecksum";
    /// The `requestcompression` of an operation.
    RequestCompression "requestcompression";
    /// A parameter of the endpoint rules, wherever it is set.
    ContextParam "contextParam";
    /// The `input`, `output` or an element of `errors` of an operation; the `member` of a list, the
    /// `key` and `value` of a map.
    Reference "reference";
    /// An entry of `shapes`.
    Shape "shape";
    /// The `error` of a shape, or of the reference to one.
    Error "error";
    /// The `retryable` of a shape.
    Retryable "retryable";
    /// An entry of a structure's `members`.
    Member "member";
    /// An `xmlNamespace`.
    XmlNamespace "xmlNamespace";
    /// The top of a `*.sdk-extras.json`.
    Extras "extras";
    /// The top of `docs-2.json`.
    Docs "docs";
    /// An entry of the `shapes` of `docs-2.json`.
    ShapeDocs "shapeDocs";
    /// The top of `paginators-1.json`.
    Paginators "paginators";
    /// An entry of `pagination`.
    Paginator "paginator";
    /// The top of an endpoint rule set: a file of its own in botocore, a trait in Smithy.
    RuleSet "ruleSet";
    /// An entry of the `parameters` of a rule set.
    RuleParameter "ruleParameter";
    /// An element of `rules`.
    Rule "rule";
    /// An element of the `conditions` of a rule.
    RuleCondition "ruleCondition";
    /// The `endpoint` of a rule.
    RuleEndpoint "ruleEndpoint";
    /// The top of `waiters-2.json`.
    Waiters "waiters";
    /// An entry of `waiters`.
    Waiter "waiter";
    /// An element of a waiter's `acceptors`.
    Acceptor "acceptor";

    /// The top of a Smithy model.
    SmithyModel "smithyModel";
    /// An entry of the `shapes` of a Smithy model, or what is applied to one.
    SmithyShape "smithyShape";
    /// A member of a Smithy shape, of whatever type that is.
    SmithyMember "smithyMember";
    /// A reference from one Smithy shape to another.
    SmithyTarget "smithyTarget";
    /// The `traits` of a Smithy shape or member. The key is the id of the trait.
    Trait "trait";
    /// A trait that says nothing but that it is there.
    Annotation "annotation";
    /// `aws.api#service`.
    ServiceTrait "serviceTrait";
    /// `aws.auth#sigv4` and `aws.auth#sigv4a`.
    SignatureTrait "signatureTrait";
    /// The trait of a wire protocol.
    ProtocolTrait "protocolTrait";
    /// `smithy.api#http`.
    HttpTrait "httpTrait";
    /// `smithy.api#endpoint`.
    EndpointTrait "endpointTrait";
    /// `smithy.api#deprecated`.
    DeprecatedTrait "deprecatedTrait";
    /// `smithy.api#retryable`.
    RetryableTrait "retryableTrait";
    /// `smithy.api#length` and `smithy.api#range`.
    BoundsTrait "boundsTrait";
    /// `smithy.api#xmlNamespace`.
    NamespaceTrait "namespaceTrait";
    /// An element of `smithy.api#enum`.
    EnumDefinition "enumDefinition";
    /// `smithy.api#paginated`.
    PaginatedTrait "paginatedTrait";
    /// An entry of `smithy.waiters#waitable`.
    WaitableTrait "waitableTrait";
    /// An element of the `acceptors` of such an entry.
    WaitableAcceptor "waitableAcceptor";
    /// `aws.protocols#awsQueryError`.
    QueryErrorTrait "queryErrorTrait";
    /// `aws.protocols#httpChecksum`.
    ChecksumTrait "checksumTrait";
    /// `smithy.api#requestCompression`.
    CompressionTrait "compressionTrait";
    /// `aws.api#clientDiscoveredEndpoint`.
    DiscoveredTrait "discoveredTrait";
    /// `aws.api#clientEndpointDiscovery`.
    DiscoveryTrait "discoveryTrait";
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
    Object(KeyLevel),
    /// The value is an array of such objects.
    List(KeyLevel),
    /// The value is an object of such objects, by names of the model.
    Map(KeyLevel),
    /// The value is laid over another file, and has the keys of that.
    Overlaid,
}

/// One row of the census.
#[derive(Clone, Copy, Debug)]
pub struct KeyRow {
    /// Where the key stands.
    pub level: KeyLevel,
    /// The key.
    pub key: &'static str,
    /// What becomes of it.
    pub verdict: Verdict,
    /// What stands within it.
    pub holds: Holds,
    /// Whether its value is prose, which is left out of what is committed.
    pub prose: bool,
    /// Whether it must be there all the same: prose is an empty text then.
    pub is_needed: bool,
}

impl KeyRow {
    pub(super) const fn object(self, level: KeyLevel) -> Self {
        Self { holds: Holds::Object(level), ..self }
    }

    pub(super) const fn list(self, level: KeyLevel) -> Self {
        Self { holds: Holds::List(level), ..self }
    }

    pub(super) const fn map(self, level: KeyLevel) -> Self {
        Self { holds: Holds::Map(level), ..self }
    }

    pub(super) const fn any(self) -> Self {
        Self { holds: Holds::Any, ..self }
    }

    pub(super) const fn prose(self) -> Self {
        Self { prose: true, ..self }
    }

    pub(super) const fn needed_prose(self) -> Self {
        Self { prose: true, is_needed: true, ..self }
    }

    pub(super) const fn overlaid(self) -> Self {
        Self { holds: Holds::Overlaid, ..self }
    }
}

pub(super) const fn row(level: KeyLevel, key: &'static str, verdict: Verdict) -> KeyRow {
    KeyRow { level, key, verdict, holds: Holds::Value, prose: false, is_needed: false }
}

// What is so whatever the format.
pub(super) const VALIDATED_BY_SERVICE: Verdict =
    Reported("the service validates lengths, ranges and patterns");
pub(super) const ENDPOINT_PARAMETERS: Verdict =
    NoEffect("endpoints follow the region, FIPS and dual stack; for all else the caller has a URL");
pub(super) const SIGNING: Verdict = InPart(
    "SigV4, bearer tokens and requests without authentication are generated; all else is refused",
);
pub(super) const XML_ONLY: Verdict = Reported("only XML and query protocols look at it");
pub(super) const OPTIONAL_ANYWAY: Verdict =
    NoEffect("every member that is not required is an `Option`");
pub(super) const RETRIES: Verdict = Reported("retries are the caller's");
pub(super) const FORMAT_VERSION: Verdict = NoEffect("the version of the format");
pub(super) const PAGE_SIZE: Verdict = Reported("how much is on a page is the caller's to ask for");
pub(super) const PAGE_REST: Verdict = NoEffect("callers see every page whole");
pub(super) const WAITER_PROSE: Verdict = NoEffect("the name of the waiter says as much");
pub(super) const WAITER_TYPE: Verdict = NoEffect("every waiter asks an operation");
pub(super) const SINCE: Verdict = NoEffect("what is deprecated is so whenever it began");
