//! Endpoint discovery: operations whose endpoint another operation of the service returns.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::endpoint::HostUrl;
use super::error::{self, ErrorReply, MalformedReply, OperationError};
use super::operation::{Operation, Request};
use super::reply::Reply;
use super::request::BuildError;
use super::service::{Endpoint, NoEndpoint, Region, Service};

/// An endpoint that a service returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscoveredEndpoint {
    /// The host, or a URL.
    pub address: String,
    /// The time for which the endpoint can be used.
    pub valid_for: Duration,
}

impl DiscoveredEndpoint {
    /// Creates an endpoint from the members of a response. Returns `None` without an address.
    #[must_use]
    pub fn new(address: Option<String>, minutes: Option<i64>) -> Option<Self> {
        let minutes = minutes.and_then(|minutes| u64::try_from(minutes).ok()).unwrap_or_default();
        let valid_for = Duration::from_secs(minutes.saturating_mul(60));
        let address = address.filter(|address| !address.is_empty())?;
        Some(Self { address, valid_for })
    }

    /// Directs a request to the endpoint.
    pub fn set(&self, request: &mut Request) {
        let has_scheme =
            self.address.starts_with("http://") || self.address.starts_with("https://");
        let scheme = if has_scheme { "" } else { "https://" };
        request.extensions_mut().insert(HostUrl(format!("{scheme}{}", self.address)));
    }
}

/// An operation that returns the endpoints of other operations.
pub trait DescribesEndpoints: Operation + Default {
    /// The endpoints in an output.
    fn endpoints(output: Self::Output) -> Vec<DiscoveredEndpoint>;
}

type Read = fn(StatusCode, &HeaderMap, &[u8]) -> Result<Vec<DiscoveredEndpoint>, DiscoveryError>;

/// The operation that returns the endpoint of a request. This is an extension of the request.
#[derive(Clone, Copy)]
pub struct Discovery {
    request: fn() -> Result<Request, BuildError>,
    endpoint: fn(&Region) -> Result<Endpoint, NoEndpoint>,
    read: Read,
}

impl Discovery {
    /// Discovery by an operation.
    #[must_use]
    pub fn by<D: DescribesEndpoints>() -> Self {
        Self {
            request: || D::default().request(),
            endpoint: |region| D::default().endpoint_in(region),
            read: |status, headers, body| {
                let output = D::parse(status, headers, body);
                output.map(D::endpoints).map_err(|error| DiscoveryError::of(&error))
            },
        }
    }

    /// The discovery for a request to a service, unless the endpoint of the service is a custom URL.
    #[must_use]
    pub fn of(request: &Request, region: &Region, service: &Service) -> Option<Self> {
        let discovery = request.extensions().get().copied();
        discovery.filter(|_| region.url_of_service(service).is_none())
    }
}

impl fmt::Debug for Discovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Discovery").finish_non_exhaustive()
    }
}

/// The call of a [`Discovery`] for the service of `O`.
#[derive(Clone, Copy, Debug)]
pub struct DiscoveryCall<O>(Discovery, PhantomData<fn() -> O>);

impl<O: Operation> DiscoveryCall<O> {
    /// The call of a discovery.
    #[must_use]
    pub fn new(discovery: Discovery) -> Self {
        Self(discovery, PhantomData)
    }
}

impl<O: Operation> Operation for DiscoveryCall<O> {
    type Output = Vec<DiscoveredEndpoint>;
    type Error = DiscoveryError;

    const SERVICE: Service = O::SERVICE;
    const NAME: &'static str = "DescribeEndpoints";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        (self.0.request)()
    }

    fn endpoint_in(&self, region: &Region) -> Result<Endpoint, NoEndpoint> {
        (self.0.endpoint)(region)
    }

    /// Fails, because the value knows the form of the response. Call [`read`](Operation::read).
    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let error = ErrorReply::new(&Reply::new(status, headers, body), None);
        Err(DiscoveryError::Unmodelled(error))
    }

    fn read(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        (self.0.read)(status, headers, body)
    }
}

/// The error of a [`DiscoveryCall`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DiscoveryError {
    /// The response cannot be read.
    Malformed(MalformedReply),
    /// The error of the service.
    Unmodelled(ErrorReply),
}

error::operation_error! { DiscoveryError {} }

impl DiscoveryError {
    /// The error of the operation that returns endpoints, without the members of its variant.
    fn of(error: &impl OperationError) -> Self {
        let head = error.head().clone();
        if head.status.is_success() {
            let reason = head.message.clone().unwrap_or_default();
            Self::Malformed(MalformedReply::new(head, reason).with_retry(error.retry()))
        } else {
            Self::Unmodelled(head.into())
        }
    }
}

/// Whether a service rejects a request because of its endpoint, which must be discovered again.
pub fn is_of_endpoint(error: &impl OperationError) -> bool {
    let is_misdirected = error.head().status == StatusCode::MISDIRECTED_REQUEST;
    is_misdirected || error.has_name("InvalidEndpointException")
}
