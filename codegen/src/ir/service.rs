use super::{Auth, EndpointException, Refusal, Traits};

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
    /// Where it answers otherwise than its endpoint prefix says; nothing if the model does not say.
    pub endpoints: Option<Vec<EndpointException>>,
    /// What else the model says of it.
    pub traits: Traits,
    /// What the model says of the service that is not generated yet.
    pub refusals: Vec<Refusal>,
}

/// A wire protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// REST with JSON bodies.
    RestJson,
    /// Every request is a JSON body that is posted, with a header that names the operation.
    AwsJson {
        /// The version of the protocol, `1.0` or `1.1`.
        version: String,
        /// What stands before the name of the operation in the header.
        target_prefix: String,
    },
    /// None that is generated yet: the names of all that the service understands.
    Other(Vec<String>),
}
