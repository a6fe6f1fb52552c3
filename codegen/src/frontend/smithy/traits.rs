//! The supported traits, each with the Rust type of its value. `lower` defines their meaning.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::frontend::rules::StaticParam;

/// A trait by its id, with the type of its value.
pub struct Trait<T> {
    pub id: &'static str,
    form: PhantomData<fn() -> T>,
}

impl<T> Clone for Trait<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Trait<T> {}

macro_rules! traits {
    ($($name:ident: $form:ty = $id:literal;)+) => {
        $( pub const $name: Trait<$form> = Trait { id: $id, form: PhantomData }; )+

        /// The ids of all supported traits.
        #[cfg(test)]
        pub const READ: &[&str] = &[$($id),+];
    };
}

/// The value of an annotation trait, which has no content.
pub type Annotation = IgnoredAny;

traits! {
    API_KEY_AUTH: Annotation = "smithy.api#httpApiKeyAuth";
    AUTH: Vec<String> = "smithy.api#auth";
    AWS_JSON_1_0: Annotation = "aws.protocols#awsJson1_0";
    AWS_JSON_1_1: Annotation = "aws.protocols#awsJson1_1";
    AWS_QUERY: Annotation = "aws.protocols#awsQuery";
    BASIC_AUTH: Annotation = "smithy.api#httpBasicAuth";
    BDD: Annotation = "smithy.rules#bdd";
    BEARER_AUTH: Annotation = "smithy.api#httpBearerAuth";
    CLIENT_PARAMS: BTreeMap<String, Value> = "smithy.rules#clientContextParams";
    COGNITO_AUTH: Annotation = "aws.auth#cognitoUserPools";
    CHECKSUM: ChecksumTrait = "aws.protocols#httpChecksum";
    CHECKSUM_REQUIRED: Annotation = "smithy.api#httpChecksumRequired";
    COMPRESSION: CompressionTrait = "smithy.api#requestCompression";
    CONTEXT_PARAM: ContextParamTrait = "smithy.rules#contextParam";
    DEFAULT: Value = "smithy.api#default";
    DEPRECATED: DeprecatedTrait = "smithy.api#deprecated";
    DIGEST_AUTH: Annotation = "smithy.api#httpDigestAuth";
    DISCOVERED_ENDPOINT: DiscoveredEndpointTrait = "aws.api#clientDiscoveredEndpoint";
    DOCUMENTATION: String = "smithy.api#documentation";
    EC2_QUERY: Annotation = "aws.protocols#ec2Query";
    EC2_QUERY_NAME: String = "aws.protocols#ec2QueryName";
    ENDPOINT: EndpointTrait = "smithy.api#endpoint";
    ENDPOINT_BDD: Annotation = "smithy.rules#endpointBdd";
    ENDPOINT_DISCOVERY: EndpointDiscoveryTrait = "aws.api#clientEndpointDiscovery";
    ENDPOINT_RULES: Value = "smithy.rules#endpointRuleSet";
    ENUM: Vec<EnumDefinition> = "smithy.api#enum";
    ENUM_VALUE: Value = "smithy.api#enumValue";
    ERROR: String = "smithy.api#error";
    EVENT_HEADER: Annotation = "smithy.api#eventHeader";
    EVENT_PAYLOAD: Annotation = "smithy.api#eventPayload";
    EXTERNAL_DOCUMENTATION: BTreeMap<String, String> = "smithy.api#externalDocumentation";
    HOST_LABEL: Annotation = "smithy.api#hostLabel";
    HTTP: HttpTrait = "smithy.api#http";
    HTTP_ERROR: u16 = "smithy.api#httpError";
    HTTP_HEADER: String = "smithy.api#httpHeader";
    HTTP_LABEL: Annotation = "smithy.api#httpLabel";
    HTTP_PAYLOAD: Annotation = "smithy.api#httpPayload";
    HTTP_PREFIX_HEADERS: String = "smithy.api#httpPrefixHeaders";
    HTTP_QUERY: String = "smithy.api#httpQuery";
    HTTP_QUERY_PARAMS: Annotation = "smithy.api#httpQueryParams";
    HTTP_RESPONSE_CODE: Annotation = "smithy.api#httpResponseCode";
    IDEMPOTENCY_TOKEN: Annotation = "smithy.api#idempotencyToken";
    IDEMPOTENT: Annotation = "smithy.api#idempotent";
    JSON_NAME: String = "smithy.api#jsonName";
    LENGTH: Bounds = "smithy.api#length";
    MEDIA_TYPE: String = "smithy.api#mediaType";
    MIXIN: MixinTrait = "smithy.api#mixin";
    MQTT_JSON: Annotation = "smithy.mqtt#mqttJson";
    OPERATION_PARAMS: BTreeMap<String, OperationParamTrait> = "smithy.rules#operationContextParams";
    OPTIONAL_AUTH: Annotation = "smithy.api#optionalAuth";
    PAGINATED: PaginatedTrait = "smithy.api#paginated";
    PATTERN: String = "smithy.api#pattern";
    QUERY_COMPATIBLE: Annotation = "aws.protocols#awsQueryCompatible";
    QUERY_ERROR: QueryErrorTrait = "aws.protocols#awsQueryError";
    RANGE: Bounds = "smithy.api#range";
    READONLY: Annotation = "smithy.api#readonly";
    REQUIRED: Annotation = "smithy.api#required";
    REQUIRES_LENGTH: Annotation = "smithy.api#requiresLength";
    REST_JSON: Annotation = "aws.protocols#restJson1";
    REST_XML: RestXmlTrait = "aws.protocols#restXml";
    RETRYABLE: RetryableTrait = "smithy.api#retryable";
    RPC_V2_CBOR: Annotation = "smithy.protocols#rpcv2Cbor";
    RPC_V2_JSON: Annotation = "smithy.protocols#rpcv2Json";
    SENSITIVE: Annotation = "smithy.api#sensitive";
    SERVICE: ServiceTrait = "aws.api#service";
    SIGV4: SigV4Trait = "aws.auth#sigv4";
    SIGV4A: Annotation = "aws.auth#sigv4a";
    SPARSE: Annotation = "smithy.api#sparse";
    STATIC_PARAMS: BTreeMap<String, StaticParamTrait> = "smithy.rules#staticContextParams";
    STREAMING: Annotation = "smithy.api#streaming";
    TIMESTAMP_FORMAT: String = "smithy.api#timestampFormat";
    TITLE: String = "smithy.api#title";
    UNSIGNED_PAYLOAD: Annotation = "aws.auth#unsignedPayload";
    UNWRAPPED_OUTPUT: Annotation = "aws.customizations#s3UnwrappedXmlOutput";
    WAITABLE: BTreeMap<String, WaitableTrait> = "smithy.waiters#waitable";
    XML_ATTRIBUTE: Annotation = "smithy.api#xmlAttribute";
    XML_FLATTENED: Annotation = "smithy.api#xmlFlattened";
    XML_NAME: String = "smithy.api#xmlName";
    XML_NAMESPACE: NamespaceTrait = "smithy.api#xmlNamespace";
}

/// The traits of a shape or member by their ids, as written in the file.
#[derive(Clone, Debug, Default)]
pub struct Traits<'a>(BTreeMap<&'a str, &'a RawValue>);

impl<'a> Traits<'a> {
    /// Traits as written in one shape, member or `apply` statement.
    pub fn of(written: &'a BTreeMap<String, &'a RawValue>) -> Self {
        Self(written.iter().map(|(id, value)| (&**id, *value)).collect())
    }

    /// Adds traits, which take precedence. Traits for which `except` is true are left out.
    pub fn add(&mut self, others: &Self, except: impl Fn(&str) -> bool) {
        self.0
            .extend(others.0.iter().filter(|(id, _)| !except(id)).map(|(id, value)| (*id, *value)));
    }

    pub fn has<T>(&self, wanted: Trait<T>) -> bool {
        self.0.contains_key(wanted.id)
    }

    pub fn has_id(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// The value of a trait, as written.
    pub fn raw<T>(&self, wanted: Trait<T>) -> Option<&'a RawValue> {
        self.0.get(wanted.id).copied()
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceTrait {
    sdk_id: Option<String>,
    /// The former name of `sdkId`.
    sdk_service_id: Option<String>,
    pub doc_id: Option<String>,
    pub endpoint_prefix: Option<String>,
    pub arn_namespace: Option<String>,
}

impl ServiceTrait {
    /// The name of the service in SDKs.
    pub fn sdk_id(&self) -> Option<&String> {
        self.sdk_id.as_ref().or(self.sdk_service_id.as_ref())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RestXmlTrait {
    #[serde(default)]
    pub no_error_wrapping: bool,
}

#[derive(Deserialize)]
pub struct SigV4Trait {
    pub name: Option<String>,
}

#[derive(Deserialize)]
pub struct HttpTrait {
    pub method: String,
    pub uri: String,
    pub code: Option<u16>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndpointTrait {
    pub host_prefix: String,
}

/// A parameter of the endpoint rules with the value of a member.
#[derive(Deserialize)]
pub struct ContextParamTrait {
    pub name: String,
}

/// A parameter of the endpoint rules with the values at a path in the input.
#[derive(Deserialize)]
pub struct OperationParamTrait {
    pub path: String,
}

/// A parameter of the endpoint rules with a constant value.
#[derive(Deserialize)]
pub struct StaticParamTrait {
    pub value: StaticParam,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChecksumTrait {
    #[serde(default)]
    pub request_checksum_required: bool,
    pub request_algorithm_member: Option<String>,
    pub request_validation_mode_member: Option<String>,
    #[serde(default)]
    pub response_algorithms: Vec<String>,
}

#[derive(Deserialize)]
pub struct CompressionTrait {
    #[serde(default)]
    pub encodings: Vec<String>,
}

#[derive(Deserialize)]
pub struct EndpointDiscoveryTrait {
    pub operation: String,
}

#[derive(Deserialize)]
pub struct DiscoveredEndpointTrait {
    #[serde(default)]
    pub required: bool,
}

#[derive(Deserialize)]
pub struct DeprecatedTrait {
    pub message: Option<String>,
}

/// The bounds of [`length`](LENGTH) or [`range`](RANGE).
#[derive(Deserialize)]
pub struct Bounds {
    pub min: Option<Value>,
    pub max: Option<Value>,
}

#[derive(Deserialize)]
pub struct EnumDefinition {
    pub value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MixinTrait {
    #[serde(default)]
    pub local_traits: Vec<String>,
}

/// [`paginated`](PAGINATED) of an operation, or of a service as the default for its operations.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaginatedTrait {
    pub input_token: Option<String>,
    pub output_token: Option<String>,
    pub items: Option<String>,
    pub page_size: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryErrorTrait {
    pub code: String,
    pub http_response_code: Option<u16>,
}

#[derive(Deserialize)]
pub struct RetryableTrait {
    #[serde(default)]
    pub throttling: bool,
}

#[derive(Deserialize)]
pub struct NamespaceTrait {
    pub uri: String,
    pub prefix: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitableTrait {
    #[serde(default)]
    pub acceptors: Vec<AcceptorTrait>,
    pub min_delay: Option<u32>,
}

#[derive(Deserialize)]
pub struct AcceptorTrait {
    pub state: String,
    pub matcher: MatcherTrait,
}

/// The condition of an acceptor. Exactly one field is set.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MatcherTrait {
    pub output: Option<PathMatcher>,
    pub input_output: Option<PathMatcher>,
    pub error_type: Option<String>,
    pub success: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathMatcher {
    pub path: String,
    pub expected: String,
    pub comparator: String,
}
