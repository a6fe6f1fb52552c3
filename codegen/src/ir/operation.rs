use super::{Auth, Deprecation, HostPrefix, HttpBinding, Refusal, ShapeId, XmlOperation};

/// One operation of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The name in the model.
    pub name: String,
    /// Its method and URI.
    pub http: HttpBinding,
    /// What stands before the host of the endpoint.
    pub host_prefix: Option<HostPrefix>,
    /// How its requests are authenticated, where that differs from the service.
    pub auth: Option<Auth>,
    /// The structure of its input, if it takes any.
    pub input: Option<ShapeId>,
    /// The structure of its output, if it gives any.
    pub output: Option<ShapeId>,
    /// The errors that it is known to answer, in the order of the model.
    pub errors: Vec<ShapeId>,
    /// What the checksum of its body is to be, if it has one.
    pub checksum: Option<Checksum>,
    /// The encodings that its body may be compressed with, the best first.
    pub compression: Vec<String>,
    /// Whether its endpoint must be asked for first, or may be.
    pub endpoint_discovery: Option<EndpointDiscovery>,
    /// Why it should not be used any more.
    pub deprecated: Option<Deprecation>,
    /// Whether a repetition changes nothing more.
    pub idempotent: bool,
    /// Whether it changes nothing at all.
    pub read_only: bool,
    /// The status of a success, if that is not 200.
    pub success_status: Option<u16>,
    /// The elements of its messages.
    pub xml: XmlOperation,
    /// What the model says of this operation that is not generated yet.
    pub refusals: Vec<Refusal>,
}

impl Operation {
    /// The structures that are whole messages: input, output and errors.
    pub fn messages(&self) -> impl Iterator<Item = &ShapeId> {
        self.input.iter().chain(&self.output).chain(&self.errors)
    }
}

/// What a model says of the checksums of an operation's bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checksum {
    /// Whether the service rejects a request without one.
    pub required: bool,
    /// The member of the input that names the algorithm of the request's.
    pub algorithm_member: Option<String>,
    /// The member of the input that asks for one in the reply.
    pub validation_member: Option<String>,
    /// The algorithms that a reply may have one of, the best first.
    pub reply_algorithms: Vec<String>,
}

/// How an operation finds the endpoint that answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointDiscovery {
    /// This is the operation to ask.
    Answers,
    /// The usual endpoint answers, too.
    Optional,
    /// Only the endpoint that the service names answers.
    Required,
}
