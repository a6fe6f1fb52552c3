//! The format as serde reads it: the honored keys of the [key table](super::key_table), whose meaning
//! [`lower`](super::lower) defines. All other keys are ignored.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::frontend::rules::StaticParam;
use crate::json;

#[derive(Deserialize)]
pub struct BotocoreModel {
    pub metadata: Metadata,
    pub operations: BTreeMap<String, BotocoreOperation>,
    pub shapes: BTreeMap<String, BotocoreShape>,
    #[serde(rename = "clientContextParams", default)]
    pub client_context_params: BTreeMap<String, Value>,
    #[serde(default)]
    pub documentation: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    pub api_version: String,
    pub protocol: String,
    #[serde(default)]
    pub protocols: Vec<String>,
    pub service_full_name: String,
    pub uid: Option<String>,
    pub service_id: Option<String>,
    pub json_version: Option<String>,
    pub target_prefix: Option<String>,
    /// In newer models this is an object without keys.
    pub aws_query_compatible: Option<IgnoredAny>,
    pub endpoint_prefix: Option<String>,
    pub global_endpoint: Option<String>,
    pub signing_name: Option<String>,
    pub signature_version: Option<String>,
    #[serde(default)]
    pub auth: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the format has them")]
pub struct BotocoreOperation {
    pub http: BotocoreHttp,
    pub endpoint: Option<BotocoreEndpoint>,
    pub input: Option<BotocoreReference>,
    pub output: Option<BotocoreReference>,
    #[serde(default)]
    pub errors: Vec<BotocoreReference>,
    #[serde(default)]
    pub http_checksum_required: bool,
    pub http_checksum: Option<HttpChecksum>,
    #[serde(rename = "requestcompression")]
    pub request_compression: Option<RequestCompression>,
    #[serde(rename = "endpointdiscovery")]
    pub endpoint_discovery: Option<BotocoreDiscovery>,
    #[serde(default)]
    pub auth: Vec<String>,
    #[serde(rename = "authtype")]
    pub auth_type: Option<String>,
    #[serde(default)]
    pub unsigned_payload: bool,
    #[serde(default)]
    pub idempotent: bool,
    #[serde(rename = "readonly", default)]
    pub read_only: bool,
    #[serde(rename = "endpointoperation", default)]
    pub answers_discovery: bool,
    #[serde(default)]
    pub static_context_params: BTreeMap<String, ContextParam>,
    #[serde(default)]
    pub operation_context_params: BTreeMap<String, ContextParam>,
    #[serde(default)]
    pub deprecated: bool,
    pub deprecated_message: Option<String>,
    #[serde(default)]
    pub documentation: String,
}

/// The `endpoint` of an operation.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BotocoreEndpoint {
    pub host_prefix: Option<String>,
}

/// The value of a parameter of the endpoint rules: a constant, a path in the input, or the parameter of a member.
#[derive(Deserialize)]
pub struct ContextParam {
    pub name: Option<String>,
    pub value: Option<StaticParam>,
    pub path: Option<String>,
}

/// The `httpChecksum` of an operation.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpChecksum {
    #[serde(default)]
    pub request_checksum_required: bool,
    pub request_algorithm_member: Option<String>,
    pub request_validation_mode_member: Option<String>,
    #[serde(default)]
    pub response_algorithms: Vec<String>,
}

/// The `requestcompression` of an operation.
#[derive(Deserialize)]
pub struct RequestCompression {
    #[serde(default)]
    pub encodings: Vec<String>,
}

/// The `endpointdiscovery` of an operation.
#[derive(Deserialize)]
pub struct BotocoreDiscovery {
    #[serde(default)]
    pub required: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BotocoreHttp {
    pub method: String,
    pub request_uri: String,
    pub response_code: Option<u16>,
}

/// A reference to a shape: an input, output or error of an operation, an element of a list, a key or value of a map.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BotocoreReference {
    pub shape: String,
    /// The payload member of an input or output, as in a shape.
    pub payload: Option<String>,
    pub location_name: Option<String>,
    pub xml_namespace: Option<BotocoreNamespace>,
    pub result_wrapper: Option<String>,
}

/// An `xmlNamespace`.
#[derive(Deserialize)]
pub struct BotocoreNamespace {
    pub uri: String,
    pub prefix: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the format has them")]
pub struct BotocoreShape {
    #[serde(rename = "type")]
    pub kind: String,
    /// The members of a structure, in the order of the model.
    #[serde(default, deserialize_with = "json::in_order")]
    pub members: Vec<(String, BotocoreMember)>,
    #[serde(default)]
    pub required: Vec<String>,
    /// The element of a list.
    pub member: Option<BotocoreReference>,
    /// The key and value of a map.
    pub key: Option<BotocoreReference>,
    pub value: Option<BotocoreReference>,
    /// The values of a string.
    #[serde(rename = "enum")]
    pub values: Option<Vec<String>>,
    pub error: Option<ErrorTrait>,
    #[serde(default)]
    pub fault: bool,
    pub retryable: Option<BotocoreRetryable>,
    /// The member sent as the whole body.
    pub payload: Option<String>,
    #[serde(default)]
    pub union: bool,
    #[serde(default)]
    pub document: bool,
    #[serde(default)]
    pub sparse: bool,
    #[serde(default)]
    pub streaming: bool,
    /// Whether the members are the events of a stream.
    #[serde(default)]
    pub eventstream: bool,
    #[serde(default)]
    pub exception: bool,
    #[serde(default)]
    pub requires_length: bool,
    /// The default location of members with this shape.
    pub location: Option<String>,
    /// The default wire name of members with this shape.
    pub location_name: Option<String>,
    pub timestamp_format: Option<String>,
    pub min: Option<ValueText>,
    pub max: Option<ValueText>,
    pub pattern: Option<String>,
    #[serde(default)]
    pub flattened: bool,
    pub xml_namespace: Option<BotocoreNamespace>,
    #[serde(default)]
    pub sensitive: bool,
    #[serde(default)]
    pub deprecated: bool,
    pub deprecated_message: Option<String>,
    #[serde(default)]
    pub documentation: String,
}

/// The `error` of a shape.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorTrait {
    pub code: Option<String>,
    pub http_status_code: Option<u16>,
    #[serde(default)]
    pub sender_fault: bool,
    #[serde(default)]
    pub fault: bool,
}

/// The `retryable` of a shape.
#[derive(Deserialize)]
pub struct BotocoreRetryable {
    #[serde(default)]
    pub throttling: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the format has them")]
pub struct BotocoreMember {
    pub shape: String,
    pub location: Option<String>,
    pub location_name: Option<String>,
    pub timestamp_format: Option<String>,
    pub min: Option<ValueText>,
    pub max: Option<ValueText>,
    pub pattern: Option<String>,
    pub query_name: Option<String>,
    #[serde(default)]
    pub flattened: bool,
    #[serde(default)]
    pub xml_attribute: bool,
    pub xml_namespace: Option<BotocoreNamespace>,
    #[serde(default)]
    pub jsonvalue: bool,
    #[serde(default)]
    pub idempotency_token: bool,
    #[serde(default)]
    pub host_label: bool,
    pub context_param: Option<ContextParam>,
    #[serde(default)]
    pub streaming: bool,
    /// The place of the member in an event.
    #[serde(default)]
    pub eventheader: bool,
    #[serde(default)]
    pub eventpayload: bool,
    #[serde(default)]
    pub deprecated: bool,
    pub deprecated_message: Option<String>,
    #[serde(default)]
    pub documentation: String,
}

/// Any value, as text for reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueText(pub String);

impl<'de> Deserialize<'de> for ValueText {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Value::deserialize(deserializer)? {
            Value::String(text) => text,
            value => value.to_string(),
        }))
    }
}

/// `paginators-1.json`.
#[derive(Deserialize)]
pub struct Paginators {
    #[serde(default)]
    pub pagination: BTreeMap<String, Value>,
    pub version: Option<ValueText>,
}

/// `waiters-2.json`.
#[derive(Deserialize)]
pub struct Waiters {
    #[serde(default)]
    pub waiters: BTreeMap<String, Value>,
    pub version: Option<ValueText>,
}

/// `docs-2.json`.
#[derive(Deserialize)]
pub struct DocsFile {
    pub service: Option<String>,
    #[serde(default)]
    pub operations: BTreeMap<String, Option<String>>,
    #[serde(default)]
    pub shapes: BTreeMap<String, BotocoreShapeDocs>,
}

/// The documentation of a shape and of the members that refer to it.
#[derive(Deserialize)]
pub struct BotocoreShapeDocs {
    pub base: Option<String>,
    /// Member documentation by `Structure$Member`.
    #[serde(default)]
    pub refs: BTreeMap<String, Option<String>>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::de::value::Error;
    use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

    use super::super::key_table::KEYS;
    use super::super::paginators::PaginatorEntry;
    use super::super::waiters::{AcceptorEntry, WaiterEntry};
    use crate::frontend::key_index::find;
    use crate::frontend::key_table::{KeyLevel, Verdict};

    /// A deserializer that records the field names of a struct.
    struct Fields<'f>(&'f mut BTreeSet<&'static str>);

    impl<'de> Deserializer<'de> for Fields<'_> {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(Error::custom("only structs have fields"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Error> {
            self.0.extend(fields);
            Err(Error::custom("the fields are all that is asked for"))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
            unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    fn fields<'de, T: Deserialize<'de>>() -> BTreeSet<&'static str> {
        let mut fields = BTreeSet::new();
        assert!(T::deserialize(Fields(&mut fields)).is_err());
        fields
    }

    #[test]
    fn schema_reads_exactly_the_honored_keys() {
        let read = [
            (KeyLevel::Top, fields::<super::BotocoreModel>()),
            (KeyLevel::Metadata, fields::<super::Metadata>()),
            (KeyLevel::Operation, fields::<super::BotocoreOperation>()),
            (KeyLevel::Http, fields::<super::BotocoreHttp>()),
            (KeyLevel::Endpoint, fields::<super::BotocoreEndpoint>()),
            (KeyLevel::HttpChecksum, fields::<super::HttpChecksum>()),
            (KeyLevel::RequestCompression, fields::<super::RequestCompression>()),
            (KeyLevel::EndpointDiscovery, fields::<super::BotocoreDiscovery>()),
            (KeyLevel::ContextParam, fields::<super::ContextParam>()),
            (KeyLevel::Reference, fields::<super::BotocoreReference>()),
            (KeyLevel::Shape, fields::<super::BotocoreShape>()),
            (KeyLevel::Error, fields::<super::ErrorTrait>()),
            (KeyLevel::Retryable, fields::<super::BotocoreRetryable>()),
            (KeyLevel::Member, fields::<super::BotocoreMember>()),
            (KeyLevel::XmlNamespace, fields::<super::BotocoreNamespace>()),
            (KeyLevel::Docs, fields::<super::DocsFile>()),
            (KeyLevel::ShapeDocs, fields::<super::BotocoreShapeDocs>()),
            (KeyLevel::Paginators, fields::<super::Paginators>()),
            (KeyLevel::Waiters, fields::<super::Waiters>()),
            (KeyLevel::Paginator, fields::<PaginatorEntry>()),
            (KeyLevel::Waiter, fields::<WaiterEntry>()),
            (KeyLevel::Acceptor, fields::<AcceptorEntry>()),
            // Read by `layers`.
            (KeyLevel::Extras, BTreeSet::from(["merge"])),
            // Read by `endpoints`.
            (KeyLevel::RuleSet, BTreeSet::from(["version", "parameters", "rules"])),
            (KeyLevel::RuleParameter, BTreeSet::from(["type", "builtIn", "default", "required"])),
            (KeyLevel::Rule, BTreeSet::from(["type", "conditions", "rules", "endpoint"])),
            (KeyLevel::RuleCondition, BTreeSet::from(["fn", "argv", "assign"])),
            (KeyLevel::RuleEndpoint, BTreeSet::from(["url", "properties", "headers"])),
        ];
        for entry in KEYS {
            let known = read.iter().find(|(level, _)| *level == entry.level);
            let is_read = known.is_some_and(|(_, fields)| fields.contains(entry.key));
            assert_eq!(
                is_read,
                matches!(
                    entry.verdict,
                    Verdict::Honored | Verdict::InPart(_) | Verdict::Reported(_)
                ),
                "{:?} {}",
                entry.level,
                entry.key
            );
        }
        for (level, fields) in read {
            for field in fields {
                assert!(find(level, field).is_some(), "{level:?} {field}");
            }
        }
    }
}
