//! The service: its names, its protocol and its signing name.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Lowering;
use crate::frontend::protocol::ServiceProtocols;
use crate::frontend::smithy::shapes::{ResolvedShape, path_of};
use crate::frontend::smithy::traits::{
    AWS_JSON_1_0, AWS_JSON_1_1, AWS_QUERY, BDD, CLIENT_PARAMS, EC2_QUERY, ENDPOINT_BDD,
    ENDPOINT_DISCOVERY, ENDPOINT_RULES, JSON_NAME, MQTT_JSON, QUERY_COMPATIBLE, REST_JSON,
    REST_XML, RPC_V2_CBOR, RPC_V2_JSON, RestXmlTrait, SERVICE, SIGV4, ServiceTrait, TITLE, Trait,
    Traits, XML_NAME,
};
use crate::ir::{EndpointException, EndpointScope, ModelPlace, Protocol, Service};

/// The protocols of a service.
///
/// # Errors
///
/// Fails if the trait of a protocol is malformed.
pub fn protocols(service: &ResolvedShape<'_>) -> Result<ServiceProtocols, serde_json::Error> {
    let traits = &service.traits;
    let name = || super::local(service.id).to_owned();
    let json =
        |version: &str| Protocol::AwsJson { version: version.to_owned(), target_prefix: name() };
    let rest_xml = traits.raw(REST_XML).map(|value| serde_json::from_str(value.get()));
    let known = [
        traits.has(AWS_JSON_1_0).then(|| json("1.0")),
        traits.has(AWS_JSON_1_1).then(|| json("1.1")),
        traits.has(REST_JSON).then_some(Protocol::RestJson),
        rest_xml.transpose()?.map(|RestXmlTrait { no_error_wrapping }| Protocol::RestXml {
            wraps_errors: !no_error_wrapping,
        }),
        traits.has(RPC_V2_CBOR).then(|| Protocol::RpcV2Cbor { service: name() }),
        traits.has(AWS_QUERY).then_some(Protocol::Query),
        traits.has(EC2_QUERY).then_some(Protocol::Ec2),
    ];
    let unknown = [(traits.has(RPC_V2_JSON), "rpc-v2-json"), (traits.has(MQTT_JSON), "mqtt-json")];
    let unknown = unknown.into_iter().filter(|(is, _)| *is).map(|(_, name)| name.to_owned());
    Ok(ServiceProtocols {
        known: known.into_iter().flatten().collect(),
        unknown: unknown.collect(),
    })
}

/// Whether responses have error codes of the query protocol: the service uses it, or used it in the past.
pub fn has_query_codes(service: &ResolvedShape<'_>, protocol: &Protocol) -> bool {
    match protocol {
        Protocol::Query | Protocol::Ec2 => true,
        Protocol::AwsJson { .. }
        | Protocol::RestJson
        | Protocol::RestXml { .. }
        | Protocol::RpcV2Cbor { .. } => service.traits.has(QUERY_COMPATIBLE),
    }
}

/// The trait that sets the wire name of members in a body, if the protocol has one.
pub fn wire_name(protocol: &Protocol) -> Option<Trait<String>> {
    match protocol {
        Protocol::RestJson => Some(JSON_NAME),
        Protocol::RestXml { .. } | Protocol::Query | Protocol::Ec2 => Some(XML_NAME),
        Protocol::AwsJson { .. } | Protocol::RpcV2Cbor { .. } => None,
    }
}

/// The name of a service in documentation: its title, SDK id or shape name.
pub fn full_name(service: &ResolvedShape<'_>) -> String {
    let title = service.traits.raw(TITLE).and_then(|title| serde_json::from_str(title.get()).ok());
    let known = || {
        let known = service.traits.raw(SERVICE)?;
        serde_json::from_str::<ServiceTrait>(known.get()).ok()?.sdk_id().cloned()
    };
    title.or_else(known).unwrap_or_else(|| super::local(service.id).to_owned())
}

impl Lowering<'_> {
    pub(super) fn service(&mut self, protocol: Protocol) -> Service {
        let service = std::rc::Rc::clone(&self.service);
        let path = || path_of(service.id, &[]);
        let known = self.read(&service.traits, SERVICE, path).unwrap_or_default();
        self.read(&service.traits, TITLE, path);
        let version = self.shapes.written(service.id).map_or("", |written| &written.version);
        self.docs.service = self.documentation(&service.traits, path);
        let signature = self.read(&service.traits, SIGV4, path);
        let prefix = known.endpoint_prefix.clone().or_else(|| known.arn_namespace.clone());
        Service {
            full_name: full_name(&service),
            api_version: version.to_owned(),
            reference: reference(&known, version),
            sdk_id: known.sdk_id().cloned(),
            protocol,
            // A malformed trait is an error before.
            protocols: protocols(&self.service).map(|all| all.names()).unwrap_or_default(),
            query_compatible: service.traits.has(QUERY_COMPATIBLE),
            auth: self.service_auth(),
            signing_name: signature.and_then(|signature| signature.name).or_else(|| prefix.clone()),
            endpoint_prefix: prefix,
            global_endpoint: None,
            xml_namespace: self.namespace(&service.traits, path),
            endpoints: unread_rules(&service.traits),
            client_params: self.client_params(&service.traits),
            refusals: self.refusals(&ModelPlace::Service, None),
        }
    }

    /// The endpoint rules of the service.
    pub(super) fn endpoint_rules(&mut self) -> Option<Value> {
        let service = std::rc::Rc::clone(&self.service);
        self.read(&service.traits, ENDPOINT_RULES, || path_of(service.id, &[]))
    }

    /// The parameters of the endpoint rules that are settings of a client.
    fn client_params(&mut self, traits: &Traits<'_>) -> BTreeSet<String> {
        let id = self.service.id;
        let params = self.read(traits, CLIENT_PARAMS, || path_of(id, &[])).unwrap_or_default();
        params.into_keys().collect()
    }

    /// The id of the operation that returns endpoints for other operations, if there is one.
    pub(super) fn discovery(&mut self) -> Option<String> {
        let service = std::rc::Rc::clone(&self.service);
        let path = || path_of(service.id, &[]);
        Some(self.read(&service.traits, ENDPOINT_DISCOVERY, path)?.operation)
    }
}

/// The exception of a service whose rules have the form of a decision diagram, which is not supported. It stops users from
/// getting a wrong host.
fn unread_rules(traits: &Traits<'_>) -> Option<Vec<EndpointException>> {
    let is_diagram = traits.has(ENDPOINT_BDD) || traits.has(BDD);
    let nowhere = EndpointException {
        scope: EndpointScope::Everywhere,
        fips: None,
        dual_stack: None,
        answer: None,
    };
    (is_diagram && !traits.has(ENDPOINT_RULES)).then(|| vec![nowhere])
}

/// The name of the API in AWS's online reference.
fn reference(service: &ServiceTrait, version: &str) -> Option<String> {
    let from_sdk_id = |id: &String| format!("{}-{version}", id.to_lowercase().replace(' ', "-"));
    service.doc_id.clone().or_else(|| service.sdk_id().map(from_sdk_id))
}
