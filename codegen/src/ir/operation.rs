use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Auth, Customization, Deprecation, EndpointArgument, HostPrefix, HttpBinding, OperationEndpoint,
    Refusal, ShapeId, XmlOperation,
};

/// An operation of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The name in the model.
    pub name: String,
    /// The HTTP method and URI.
    pub http: HttpBinding,
    /// The prefix of the endpoint's host.
    pub host_prefix: Option<HostPrefix>,
    /// The authentication scheme, if it is not that of the service.
    pub auth: Option<Auth>,
    /// The input structure, if the operation has input.
    pub input: Option<ShapeId>,
    /// The output structure, if the operation has output.
    pub output: Option<ShapeId>,
    /// The errors in the model, in order.
    pub errors: Vec<ShapeId>,
    /// The checksums of request and response bodies.
    pub checksum: Option<Checksum>,
    /// The supported compression encodings of the request body, the preferred one first.
    pub compression: Vec<String>,
    /// The role of the operation in endpoint discovery.
    pub endpoint_discovery: Option<EndpointDiscovery>,
    /// The values for the endpoint rules, by parameter.
    pub endpoint_arguments: BTreeMap<String, EndpointArgument>,
    /// The endpoint, if it is not that of the service.
    pub endpoint: Option<Arc<OperationEndpoint>>,
    /// The deprecation, if the operation is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Whether the operation is idempotent.
    pub idempotent: bool,
    /// Whether the operation is read-only.
    pub read_only: bool,
    /// The status of a successful response, if it is not 200.
    pub success_status: Option<u16>,
    /// The XML elements of the input and output.
    pub xml: XmlOperation,
    /// Facts that the model does not state.
    pub customization: Customization,
    /// Traits of the operation that farrier does not support.
    pub refusals: Vec<Refusal>,
}

impl Operation {
    /// The message structures: input, output and errors.
    pub fn messages(&self) -> impl Iterator<Item = &ShapeId> {
        self.input.iter().chain(&self.output).chain(&self.errors)
    }

    /// Whether clients compress large requests.
    pub fn is_compressed(&self) -> bool {
        self.compression.iter().any(|encoding| encoding == "gzip")
    }

    /// Whether some requests are signed with `SigV4a`.
    pub fn has_region_set(&self) -> bool {
        self.endpoint.as_ref().is_some_and(|endpoint| endpoint.choice.has_region_set())
    }
}

/// The checksums of an operation's request and response bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checksum {
    /// Whether the service requires a checksum in requests.
    pub required: bool,
    /// The input member that contains the algorithm of the request checksum.
    pub algorithm_member: Option<String>,
    /// The input member that requests a checksum in the response.
    pub validation_member: Option<String>,
    /// The possible algorithms of the response checksum, the preferred one first.
    pub reply_algorithms: Vec<String>,
}

/// The role of an operation in endpoint discovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointDiscovery {
    /// The operation returns the endpoints of other operations.
    Answers,
    /// The operation can use a discovered endpoint or the default one.
    Optional,
    /// The operation requires a discovered endpoint.
    Required,
}
