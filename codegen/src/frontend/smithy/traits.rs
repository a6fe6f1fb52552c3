//! The traits that have a meaning, each with the form of its value. What they mean, `lower` says.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

/// A trait by its id, and the form of its value.
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

        /// The ids of all of them.
        #[cfg(test)]
        pub const READ: &[&str] = &[$($id),+];
    };
}

/// The value of a trait that says nothing but that it is there.
pub type Mark = IgnoredAny;

traits! {
    API_KEY_AUTH: Mark = "smithy.api#httpApiKeyAuth";
    AUTH: Vec<String> = "smithy.api#auth";
    AWS_JSON_1_0: Mark = "aws.protocols#awsJson1_0";
    AWS_JSON_1_1: Mark = "aws.protocols#awsJson1_1";
    AWS_QUERY: Mark = "aws.protocols#awsQuery";
    BASIC_AUTH: Mark = "smithy.api#httpBasicAuth";
    BDD: Mark = "smithy.rules#bdd";
    BEARER_AUTH: Mark = "smithy.api#httpBearerAuth";
    COGNITO_AUTH: Mark = "aws.auth#cognitoUserPools";
    CHECKSUM: Checksum = "aws.protocols#httpChecksum";
    CHECKSUM_REQUIRED: Mark = "smithy.api#httpChecksumRequired";
    COMPRESSION: Compression = "smithy.api#requestCompression";
    DEFAULT: Value = "smithy.api#default";
    DEPRECATED: Deprecated = "smithy.api#deprecated";
    DIGEST_AUTH: Mark = "smithy.api#httpDigestAuth";
    DISCOVERED_ENDPOINT: DiscoveredEndpoint = "aws.api#clientDiscoveredEndpoint";
    DOCUMENTATION: String = "smithy.api#documentation";
    EC2_QUERY: Mark = "aws.protocols#ec2Query";
    EC2_QUERY_NAME: String = "aws.protocols#ec2QueryName";
    ENDPOINT: Endpoint = "smithy.api#endpoint";
    ENDPOINT_BDD: Mark = "smithy.rules#endpointBdd";
    ENDPOINT_DISCOVERY: EndpointDiscovery = "aws.api#clientEndpointDiscovery";
    ENDPOINT_RULES: Value = "smithy.rules#endpointRuleSet";
    ENUM: Vec<EnumDefinition> = "smithy.api#enum";
    ENUM_VALUE: Value = "smithy.api#enumValue";
    ERROR: String = "smithy.api#error";
    EXTERNAL_DOCUMENTATION: BTreeMap<String, String> = "smithy.api#externalDocumentation";
    HOST_LABEL: Mark = "smithy.api#hostLabel";
    HTTP: Http = "smithy.api#http";
    HTTP_ERROR: u16 = "smithy.api#httpError";
    HTTP_HEADER: String = "smithy.api#httpHeader";
    HTTP_LABEL: Mark = "smithy.api#httpLabel";
    HTTP_PAYLOAD: Mark = "smithy.api#httpPayload";
    HTTP_PREFIX_HEADERS: String = "smithy.api#httpPrefixHeaders";
    HTTP_QUERY: String = "smithy.api#httpQuery";
    HTTP_QUERY_PARAMS: Mark = "smithy.api#httpQueryParams";
    HTTP_RESPONSE_CODE: Mark = "smithy.api#httpResponseCode";
    IDEMPOTENCY_TOKEN: Mark = "smithy.api#idempotencyToken";
    IDEMPOTENT: Mark = "smithy.api#idempotent";
    JSON_NAME: String = "smithy.api#jsonName";
    LENGTH: Bounds = "smithy.api#length";
    MEDIA_TYPE: String = "smithy.api#mediaType";
    MIXIN: Mixin = "smithy.api#mixin";
    MQTT_JSON: Mark = "smithy.mqtt#mqttJson";
    OPTIONAL_AUTH: Mark = "smithy.api#optionalAuth";
    PAGINATED: Paginated = "smithy.api#paginated";
    PATTERN: String = "smithy.api#pattern";
    QUERY_COMPATIBLE: Mark = "aws.protocols#awsQueryCompatible";
    QUERY_ERROR: QueryError = "aws.protocols#awsQueryError";
    RANGE: Bounds = "smithy.api#range";
    READONLY: Mark = "smithy.api#readonly";
    REQUIRED: Mark = "smithy.api#required";
    REQUIRES_LENGTH: Mark = "smithy.api#requiresLength";
    REST_JSON: Mark = "aws.protocols#restJson1";
    REST_XML: RestXml = "aws.protocols#restXml";
    RETRYABLE: Retryable = "smithy.api#retryable";
    RPC_V2_CBOR: Mark = "smithy.protocols#rpcv2Cbor";
    RPC_V2_JSON: Mark = "smithy.protocols#rpcv2Json";
    SENSITIVE: Mark = "smithy.api#sensitive";
    SERVICE: Service = "aws.api#service";
    SIGV4: Signature = "aws.auth#sigv4";
    SIGV4A: Mark = "aws.auth#sigv4a";
    SPARSE: Mark = "smithy.api#sparse";
    STREAMING: Mark = "smithy.api#streaming";
    TIMESTAMP_FORMAT: String = "smithy.api#timestampFormat";
    TITLE: String = "smithy.api#title";
    UNSIGNED_PAYLOAD: Mark = "aws.auth#unsignedPayload";
    UNWRAPPED_OUTPUT: Mark = "aws.customizations#s3UnwrappedXmlOutput";
    WAITABLE: BTreeMap<String, Waitable> = "smithy.waiters#waitable";
    XML_ATTRIBUTE: Mark = "smithy.api#xmlAttribute";
    XML_FLATTENED: Mark = "smithy.api#xmlFlattened";
    XML_NAME: String = "smithy.api#xmlName";
    XML_NAMESPACE: Namespace = "smithy.api#xmlNamespace";
}

/// The traits of a shape or member, by their ids, as the file writes them.
#[derive(Clone, Debug, Default)]
pub struct Traits<'a>(BTreeMap<&'a str, &'a RawValue>);

impl<'a> Traits<'a> {
    /// Traits as they stand in one place.
    pub fn of(written: &'a BTreeMap<String, &'a RawValue>) -> Self {
        Self(written.iter().map(|(id, value)| (&**id, *value)).collect())
    }

    /// Adds others, which count more; `except` says which do not come along.
    pub fn add(&mut self, others: &Self, except: impl Fn(&str) -> bool) {
        self.0
            .extend(others.0.iter().filter(|(id, _)| !except(id)).map(|(id, value)| (*id, *value)));
    }

    /// Whether a trait is there.
    pub fn has<T>(&self, wanted: Trait<T>) -> bool {
        self.0.contains_key(wanted.id)
    }

    /// Whether the trait of an id is there.
    pub fn has_id(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// The value of a trait as it is written.
    pub fn raw<T>(&self, wanted: Trait<T>) -> Option<&'a RawValue> {
        self.0.get(wanted.id).copied()
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    sdk_id: Option<String>,
    /// An older word for the same.
    sdk_service_id: Option<String>,
    pub doc_id: Option<String>,
    pub endpoint_prefix: Option<String>,
    pub arn_namespace: Option<String>,
}

impl Service {
    /// The name that SDKs know the service by.
    pub fn sdk_id(&self) -> Option<&String> {
        self.sdk_id.as_ref().or(self.sdk_service_id.as_ref())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RestXml {
    #[serde(default)]
    pub no_error_wrapping: bool,
}

#[derive(Deserialize)]
pub struct Signature {
    pub name: Option<String>,
}

#[derive(Deserialize)]
pub struct Http {
    pub method: String,
    pub uri: String,
    pub code: Option<u16>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    pub host_prefix: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checksum {
    #[serde(default)]
    pub request_checksum_required: bool,
    pub request_algorithm_member: Option<String>,
    pub request_validation_mode_member: Option<String>,
    #[serde(default)]
    pub response_algorithms: Vec<String>,
}

#[derive(Deserialize)]
pub struct Compression {
    #[serde(default)]
    pub encodings: Vec<String>,
}

#[derive(Deserialize)]
pub struct EndpointDiscovery {
    pub operation: String,
}

#[derive(Deserialize)]
pub struct DiscoveredEndpoint {
    #[serde(default)]
    pub required: bool,
}

#[derive(Deserialize)]
pub struct Deprecated {
    pub message: Option<String>,
}

/// A bound of [`length`](LENGTH) or [`range`](RANGE), of which the text is what reports tell.
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
pub struct Mixin {
    #[serde(default)]
    pub local_traits: Vec<String>,
}

/// [`paginated`](PAGINATED) of an operation, or of a service, which its operations fall back on.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Paginated {
    pub input_token: Option<String>,
    pub output_token: Option<String>,
    pub items: Option<String>,
    pub page_size: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryError {
    pub code: String,
    pub http_response_code: Option<u16>,
}

#[derive(Deserialize)]
pub struct Retryable {
    #[serde(default)]
    pub throttling: bool,
}

#[derive(Deserialize)]
pub struct Namespace {
    pub uri: String,
    pub prefix: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waitable {
    #[serde(default)]
    pub acceptors: Vec<Acceptor>,
    pub min_delay: Option<u32>,
}

#[derive(Deserialize)]
pub struct Acceptor {
    pub state: String,
    pub matcher: Matcher,
}

/// What an acceptor looks at: one of these is there.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Matcher {
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
