//! The service: its names, its protocol, how it is signed.

use super::Lowering;
use crate::diagnostic::Location;
use crate::frontend::rules;
use crate::frontend::smithy::shapes::{Shape, path_of};
use crate::frontend::smithy::traits::{
    AWS_JSON_1_0, AWS_JSON_1_1, AWS_QUERY, BDD, EC2_QUERY, ENDPOINT_BDD, ENDPOINT_DISCOVERY,
    ENDPOINT_RULES, QUERY_COMPATIBLE, REST_JSON, REST_XML, RPC_V2_CBOR, RPC_V2_JSON, SERVICE,
    SIGV4, Service as ServiceTrait, TITLE, Traits, XML_NAMESPACE,
};
use crate::ir::{
    EndpointException, EndpointPlace, Place, Protocol, Service, Trait, Traits as IrTraits,
};
use crate::json::Path;

/// The protocol that is generated, of those that the service understands: of two it is the one that is preferred
/// for models of botocore, too.
pub fn protocol(service: &Shape<'_>) -> Protocol {
    let traits = &service.traits;
    let json = |version: &str| Protocol::AwsJson {
        version: version.to_owned(),
        target_prefix: super::local(service.id).to_owned(),
    };
    if traits.has(AWS_JSON_1_0) {
        json("1.0")
    } else if traits.has(AWS_JSON_1_1) {
        json("1.1")
    } else if traits.has(REST_JSON) {
        Protocol::RestJson
    } else {
        let known = [
            (traits.has(RPC_V2_CBOR), "smithy-rpc-v2-cbor"),
            (traits.has(RPC_V2_JSON), "smithy-rpc-v2-json"),
            (traits.has(REST_XML), "rest-xml"),
            (traits.has(AWS_QUERY), "query"),
            (traits.has(EC2_QUERY), "ec2"),
        ];
        let spoken = known.into_iter().filter(|(is, _)| *is).map(|(_, name)| name.to_owned());
        Protocol::Other(spoken.collect())
    }
}

/// Whether the protocol has members anywhere but in the body.
pub fn has_locations(service: &Shape<'_>, protocol: &Protocol) -> bool {
    match protocol {
        Protocol::RestJson => true,
        Protocol::AwsJson { .. } => false,
        Protocol::Other(_) => service.traits.has(REST_XML),
    }
}

/// Whether replies have error codes of the query protocol: the service speaks it, or did so once.
pub fn has_query_codes(service: &Shape<'_>, protocol: &Protocol) -> bool {
    let traits = &service.traits;
    match protocol {
        Protocol::Other(_) => traits.has(AWS_QUERY) || traits.has(EC2_QUERY),
        _ => traits.has(QUERY_COMPATIBLE),
    }
}

impl Lowering<'_> {
    pub(super) fn service(&mut self, protocol: Protocol) -> Service {
        let service = std::rc::Rc::clone(&self.service);
        let path = || path_of(service.id, &[]);
        let known = self.read(&service.traits, SERVICE, path).unwrap_or_default();
        let title = self.read(&service.traits, TITLE, path);
        let version = self.shapes.written(service.id).map_or("", |written| &written.version);
        self.docs.service = self.documentation(&service.traits, path);
        let traits = self.service_traits(&service.traits, &known);
        let mut lowered = Service {
            full_name: title
                .or_else(|| known.sdk_id.clone())
                .unwrap_or_else(|| super::local(service.id).to_owned()),
            api_version: version.to_owned(),
            reference: reference(&known, version),
            sdk_id: known.sdk_id,
            protocol,
            query_compatible: service.traits.has(QUERY_COMPATIBLE),
            auth: self.service_auth(),
            endpoints: None,
            traits,
            refusals: self.refusals(&Place::Service, None),
        };
        self.endpoints(&service.traits, &mut lowered);
        lowered
    }

    /// Where the service answers, as far as it is said in a form that is read.
    fn endpoints(&mut self, traits: &Traits<'_>, service: &mut Service) {
        let id = self.service.id;
        let path = || path_of(id, &["traits", ENDPOINT_RULES.id]);
        if let Some(rules) = self.read(traits, ENDPOINT_RULES, || path_of(id, &[])) {
            let locate = |within| {
                Location::new(self.source, path().into_iter().chain::<Path>(within).collect())
            };
            let applied = rules::apply(&rules, service, locate);
            self.errors.collect(applied);
        } else if traits.has(ENDPOINT_BDD) || traits.has(BDD) {
            // The same rules as a decision diagram, which is not read: nothing must be made up instead.
            service.endpoints = Some(vec![EndpointException {
                place: EndpointPlace::Everywhere,
                fips: None,
                dual_stack: None,
                answer: None,
            }]);
        }
    }

    fn service_traits(&mut self, traits: &Traits<'_>, known: &ServiceTrait) -> IrTraits {
        let id = self.service.id;
        let path = || path_of(id, &[]);
        let signing = self.read(traits, SIGV4, path).and_then(|signature| signature.name);
        let namespace = self.read(traits, XML_NAMESPACE, path);
        let prefix = known.endpoint_prefix.clone().or_else(|| known.arn_namespace.clone());
        IrTraits::new([
            (Trait::EndpointPrefix, prefix.clone()),
            (Trait::SigningName, signing.or(prefix)),
            (Trait::XmlNamespace, namespace.map(|namespace| super::shape::namespace(&namespace))),
        ])
    }

    /// The id of the operation that tells the endpoints of others, if the service has one.
    pub(super) fn discovery(&mut self) -> Option<String> {
        let service = std::rc::Rc::clone(&self.service);
        let path = || path_of(service.id, &[]);
        Some(self.read(&service.traits, ENDPOINT_DISCOVERY, path)?.operation)
    }
}

/// The name under which AWS's reference finds the API.
fn reference(service: &ServiceTrait, version: &str) -> Option<String> {
    let made = |id: &String| format!("{}-{version}", id.to_lowercase().replace(' ', "-"));
    service.doc_id.clone().or_else(|| service.sdk_id.as_ref().map(made))
}
