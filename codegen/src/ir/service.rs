use super::Refusal;

/// What the model says of the service as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The name that people use, such as `AWS Backup`.
    pub full_name: String,
    /// The version of the API, such as `2018-11-15`.
    pub api_version: String,
    /// The name under which AWS's reference finds the API, such as `backup-2018-11-15`.
    pub reference: Option<String>,
    /// The wire protocol.
    pub protocol: Protocol,
    /// What the model says of the service that is not generated yet.
    pub refusals: Vec<Refusal>,
}

/// A wire protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// REST with JSON bodies.
    RestJson,
    /// None that is generated yet: the names of all that the service understands.
    Other(Vec<String>),
}
