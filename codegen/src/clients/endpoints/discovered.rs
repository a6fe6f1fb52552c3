//! Discovered endpoints, which a client and its clones share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::super::runtime::Request;
use super::super::runtime::endpoint_discovery::{
    DiscoveredEndpoint, Discovery, DiscoveryError, is_of_endpoint,
};
use super::super::runtime::error::OperationError;
use super::error::Error;

/// The pause after a failed discovery. Until then, the old endpoint is used.
const PAUSE: Duration = Duration::from_secs(60);

/// The endpoints of services, by name of the service.
#[derive(Clone, Default)]
pub(super) struct Endpoints(Arc<Mutex<Vec<Entry>>>);

struct Entry {
    service: &'static str,
    endpoint: DiscoveredEndpoint,
    /// The time of the next discovery, or `None` if it cannot be represented.
    renewal: Option<Instant>,
}

/// The state of an endpoint.
pub(super) enum Known {
    /// The endpoint can be used.
    Valid(DiscoveredEndpoint),
    /// The endpoint may have changed.
    Old(DiscoveredEndpoint),
    /// There is no endpoint.
    Unknown,
}

impl Endpoints {
    /// Whether the endpoint of a request can be discovered.
    #[allow(clippy::unused_self)] // Called in the same way as in other outputs.
    pub(super) fn finds(&self, request: &Request) -> bool {
        request.extensions().get::<Discovery>().is_some()
    }

    /// The endpoint of a service.
    pub(super) fn get(&self, service: &str) -> Known {
        let entries = self.entries();
        let Some(entry) = entries.iter().find(|entry| entry.service == service) else {
            return Known::Unknown;
        };
        let endpoint = entry.endpoint.clone();
        if entry.renewal.is_none_or(|renewal| Instant::now() < renewal) {
            Known::Valid(endpoint)
        } else {
            Known::Old(endpoint)
        }
    }

    /// Stores the result of a discovery, and returns the endpoint to use. If there was no response, this is the old one.
    pub(super) fn discovered<E>(
        &self,
        service: &'static str,
        result: Result<Vec<DiscoveredEndpoint>, Error<DiscoveryError>>,
        old: Option<DiscoveredEndpoint>,
    ) -> Result<DiscoveredEndpoint, Error<E>> {
        let (endpoint, valid_for) = match (result, old) {
            (Ok(found), _) => {
                let none = || Error::Discovery("the service returned no endpoint".into());
                let endpoint = found.into_iter().next().ok_or_else(none)?;
                let valid_for = endpoint.valid_for;
                (endpoint, valid_for)
            }
            (Err(error), Some(old)) if error.service().is_none() => (old, PAUSE),
            (Err(error), _) => return Err(Error::Discovery(error.into())),
        };
        let renewal = Instant::now().checked_add(valid_for);
        let mut entries = self.entries();
        entries.retain(|entry| entry.service != service);
        entries.push(Entry { service, endpoint: endpoint.clone(), renewal });
        Ok(endpoint)
    }

    /// Forgets the endpoint of a service if an error says that it is invalid.
    pub(super) fn forget<E: OperationError>(&self, service: &str, error: &E) -> bool {
        let mut entries = self.entries();
        let known = entries.len();
        if is_of_endpoint(error) {
            entries.retain(|entry| entry.service != service);
        }
        entries.len() < known
    }

    fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
