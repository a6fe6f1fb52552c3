//! Key tables: the treatment of every key of a model. A key without a row is an error.
//!
//! Each format has its own table, which also defines the nesting of the format: the keys whose values are objects with
//! keys.

use Verdict::{InPart, NoEffect, Reported};

macro_rules! levels {
    ($( $(#[doc = $doc:literal])+ $name:ident $text:literal; )+) => {
        /// The part of a model that has a key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum KeyLevel {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl KeyLevel {
            /// The name of the level in messages, manifests and the printed census.
            pub fn name(self) -> &'static str {
                match self {
                    $( Self::$name => $text, )+
                }
            }

            /// The name of a key in messages and manifests: `level.key`, or the id for a trait.
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
    /// The `metadata` of a model.
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
    /// A parameter of the endpoint rules, set by an operation or a member.
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
    /// An entry of the `shapes` of a Smithy model, including `apply` statements.
    SmithyShape "smithyShape";
    /// A member of a Smithy shape of any type.
    SmithyMember "smithyMember";
    /// A reference from one Smithy shape to another.
    SmithyTarget "smithyTarget";
    /// The `traits` of a Smithy shape or member. The key is the id of the trait.
    Trait "trait";
    /// An annotation trait: a trait whose value has no content.
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
    /// An element of the `acceptors` of a waiter.
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

/// The treatment of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The key has a meaning in the IR.
    Honored,
    /// The key has a meaning in the IR, except for some refused values named in the text.
    InPart(&'static str),
    /// The key does not change the output, for this reason.
    NoEffect(&'static str),
    /// The key does not change the output, for this reason, but change reports mention it.
    Reported(&'static str),
    /// The key is not supported. The text is the reason.
    Refused(&'static str),
}

/// The contents of the value of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A scalar, or an array of scalars.
    Value,
    /// Anything; the contents are ignored.
    Any,
    /// An object with the keys of this level.
    Object(KeyLevel),
    /// An array of objects of this level.
    List(KeyLevel),
    /// An object whose values are objects of this level, keyed by names from the model.
    Map(KeyLevel),
    /// The contents of an overlay, with the keys of the file below.
    Overlaid,
}

/// A row of a key table.
#[derive(Clone, Copy, Debug)]
pub struct KeyRow {
    /// The level of the key.
    pub level: KeyLevel,
    /// The key as models spell it.
    pub key: &'static str,
    /// The treatment of the key.
    pub verdict: Verdict,
    /// The contents of its value.
    pub holds: Holds,
    /// Whether the value is prose, which `--strip-docs` removes.
    pub prose: bool,
    /// Whether the format requires the key, so that prose becomes an empty string instead.
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

// Reasons that both formats use.
pub(super) const VALIDATED_BY_SERVICE: Verdict =
    Reported("the service validates lengths, ranges and patterns");
pub(super) const SIGNING: Verdict = InPart(
    "SigV4, bearer tokens and requests without authentication are supported; other schemes are refused",
);
pub(super) const OPTIONAL_ANYWAY: Verdict =
    NoEffect("every member that is not required is an `Option`; botocore ignores the key");
pub(super) const FORMAT_VERSION: Verdict = NoEffect("the version of the format");
pub(super) const PAGE_SIZE: Verdict = Reported("the caller sets the page size");
pub(super) const PAGE_REST: Verdict = NoEffect(
    "botocore joins the pages of its `build_full_result` with the key; callers here get complete pages",
);
pub(super) const WAITER_PROSE: Verdict = NoEffect("the name of the waiter is enough");
pub(super) const WAITER_TYPE: Verdict =
    NoEffect("every waiter calls an operation; botocore ignores the key");
pub(super) const SINCE: Verdict = NoEffect("the output does not mention when a deprecation began");
