use std::collections::BTreeSet;

use super::{Auth, EndpointException, Protocol, Refusal, XmlNamespace};

/// The service of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The full name, such as `AWS Backup`.
    pub full_name: String,
    /// The API version, such as `2018-11-15`.
    pub api_version: String,
    /// The name in the URLs of AWS's API reference, such as `backup-2018-11-15`.
    pub reference: Option<String>,
    /// The SDK ID, such as `CloudWatch Logs`.
    pub sdk_id: Option<String>,
    /// The wire protocol.
    pub protocol: Protocol,
    /// The names of the service's protocols that farrier knows.
    pub protocols: BTreeSet<&'static str>,
    /// Whether errors have the codes of the query protocol, which the service used before (`awsQueryCompatible`).
    pub query_compatible: bool,
    /// The authentication scheme of operations without their own.
    pub auth: Auth,
    /// The endpoint prefix: the first label of the host.
    pub endpoint_prefix: Option<String>,
    /// The host of a global service.
    pub global_endpoint: Option<String>,
    /// The service name in signatures.
    pub signing_name: Option<String>,
    /// The XML namespace.
    pub xml_namespace: Option<XmlNamespace>,
    /// The exceptions to the default endpoint; `None` if the model has no endpoint rules.
    pub endpoints: Option<Vec<EndpointException>>,
    /// The parameters of the endpoint rules that are settings of a client, such as `UseArnRegion`.
    pub client_params: BTreeSet<String>,
    /// Traits of the service that farrier does not support.
    pub refusals: Vec<Refusal>,
}
