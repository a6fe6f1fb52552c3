//! The tests of the emitted client for `ureq`.

mod suite;

use std::time::Duration;

use with_ureq as output;
use with_ureq::client::{Answer, Client, Credentials, Error};
use with_ureq::runtime::retry::Policy;
use with_ureq::runtime::{Operation, Region};

/// The client.
struct Sender(Client);

impl Sender {
    fn new(region: Region, credentials: Credentials, policy: Policy, connect: Duration) -> Self {
        let agent = ureq::Agent::config_builder().timeout_connect(Some(connect)).build();
        let client = Client::new(region, credentials).agent(agent.into());
        Self(client.retry(policy).bearer_token("ticket"))
    }

    fn map(&self, change: impl FnOnce(Client) -> Client) -> Self {
        Self(change(self.0.clone()))
    }

    fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        self.0.send(operation)
    }

    fn exchange<O: Operation>(
        &self,
        operation: &O,
        stream: &[u8],
    ) -> Result<Answer<O>, Error<O::Error>> {
        self.0.exchange(operation, stream.to_vec())
    }
}

/// ureq does not change paths.
const SENDS_DOTS: bool = true;
