//! Endpoint discovery: the service returns the endpoints of some operations.

use std::ops::ControlFlow;
use std::thread;

use super::super::runtime::endpoint_discovery::{
    DiscoveredEndpoint, Discovery, DiscoveryCall, DiscoveryError,
};
use super::super::runtime::{Operation, Request};
use super::call::Call;
use super::endpoints::Known;
use super::error::Error;
use super::sender::Client;

impl Client {
    /// Returns the request of the next attempt, for its discovered endpoint.
    pub(super) fn next_request<O: Operation>(
        &self,
        call: &mut Call<'_, O>,
    ) -> Result<Request, Error<O::Error>> {
        let discovery = Discovery::of(&call.request, &self.settings.region, &O::SERVICE);
        if let Some(discovery) = discovery {
            let endpoints = &self.settings.endpoints;
            let old = match endpoints.get(O::SERVICE.name) {
                Known::Valid(endpoint) => {
                    endpoint.set(&mut call.request);
                    return self.signed(call);
                }
                Known::Old(endpoint) => Some(endpoint),
                Known::Unknown => None,
            };
            let found = self.discover::<O>(discovery);
            let endpoint = endpoints.discovered(O::SERVICE.name, found, old)?;
            endpoint.set(&mut call.request);
        }
        self.signed(call)
    }

    /// Asks the service of an operation for endpoints.
    fn discover<O: Operation>(
        &self,
        discovery: Discovery,
    ) -> Result<Vec<DiscoveredEndpoint>, Error<DiscoveryError>> {
        let operation = DiscoveryCall::<O>::new(discovery);
        let mut call = Call::new(&self.settings, &operation)?.with_body(None)?;
        loop {
            let request = self.signed(&mut call)?;
            let reply = self.reply(request, call.limits());
            match call.read(reply) {
                ControlFlow::Continue(pause) => thread::sleep(pause),
                ControlFlow::Break(outcome) => return outcome.map(|(endpoints, _)| endpoints),
            }
        }
    }
}
