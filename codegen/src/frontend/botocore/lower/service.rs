//! The service: its names, its protocol and its signing name.

use super::{At, Lowering};
use crate::frontend::botocore::{auth, schema};
use crate::frontend::protocol::ServiceProtocols;
use crate::ir::{Protocol, Service};

/// The protocols of a service. Newer models list several in `protocols`; older models name one in `protocol`.
pub fn protocols(metadata: &schema::Metadata) -> ServiceProtocols {
    let names = match metadata.protocols.as_slice() {
        [] => std::slice::from_ref(&metadata.protocol),
        listed => listed,
    };
    // botocore's defaults.
    let version = metadata.json_version.as_deref().unwrap_or("1.0");
    let target_prefix = metadata.target_prefix.clone().unwrap_or_default();
    let mut protocols = ServiceProtocols::default();
    for name in names {
        protocols.known.push(match name.as_str() {
            "json" if ["1.0", "1.1"].contains(&version) => Protocol::AwsJson {
                version: version.to_owned(),
                target_prefix: target_prefix.clone(),
            },
            "rest-json" => Protocol::RestJson,
            // Only S3 sends errors without a wrapper; botocore accepts both forms.
            "rest-xml" => {
                Protocol::RestXml { wraps_errors: metadata.service_id.as_deref() != Some("S3") }
            }
            "smithy-rpc-v2-cbor" => Protocol::RpcV2Cbor { service: target_prefix.clone() },
            "query" => Protocol::Query,
            "ec2" => Protocol::Ec2,
            other => {
                let version = if other == "json" { format!(" {version}") } else { String::new() };
                protocols.unknown.push(format!("{other}{version}"));
                continue;
            }
        });
    }
    protocols
}

/// The name of the service in signatures, by default the prefix of its endpoint.
fn signing_name(metadata: &schema::Metadata) -> Option<String> {
    metadata.signing_name.clone().or_else(|| metadata.endpoint_prefix.clone())
}

impl Lowering<'_> {
    pub(super) fn service(&mut self, protocol: Protocol) -> Service {
        let metadata = &self.raw.metadata;
        Service {
            full_name: metadata.service_full_name.clone(),
            api_version: metadata.api_version.clone(),
            reference: metadata.uid.clone(),
            sdk_id: metadata.service_id.clone(),
            protocol,
            protocols: protocols(metadata).names(),
            query_compatible: metadata.aws_query_compatible.is_some(),
            auth: auth::of_service(metadata),
            endpoint_prefix: metadata.endpoint_prefix.clone(),
            global_endpoint: metadata.global_endpoint.clone(),
            signing_name: signing_name(metadata),
            // botocore ignores the namespace in `metadata`.
            xml_namespace: None,
            endpoints: None,
            client_params: self.raw.client_context_params.keys().cloned().collect(),
            refusals: self.refusals(At::Service, None),
        }
    }
}
