use super::{Auth, EndpointException, Protocol, Refusal, XmlNamespace};

/// What the model says of the service as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The name that people use, such as `AWS Backup`.
    pub full_name: String,
    /// The version of the API, such as `2018-11-15`.
    pub api_version: String,
    /// The name under which AWS's reference finds the API, such as `backup-2018-11-15`.
    pub reference: Option<String>,
    /// The name that SDKs know the service by, such as `CloudWatch Logs`.
    pub sdk_id: Option<String>,
    /// The wire protocol.
    pub protocol: Protocol,
    /// Whether the service answers the codes of errors that it had when it spoke the query protocol.
    pub query_compatible: bool,
    /// How requests are authenticated, unless their operation says otherwise.
    pub auth: Auth,
    /// The first part of its host.
    pub endpoint_prefix: Option<String>,
    /// The host of a service that has one for the whole world.
    pub global_endpoint: Option<String>,
    /// Its name in signatures.
    pub signing_name: Option<String>,
    /// The namespace of its elements.
    pub xml_namespace: Option<XmlNamespace>,
    /// Where it answers otherwise than its endpoint prefix says; nothing if the model does not say.
    pub endpoints: Option<Vec<EndpointException>>,

    /// What the model says of the service that is not generated yet.
    pub refusals: Vec<Refusal>,
}
