//! The tests of the emitted client for `reqwest`.

mod suite;

use std::time::Duration;

use sending::recorded::page;
use sending::server::{Act, Server};
use tokio::runtime::{Builder, Runtime};
use with_reqwest as output;
use with_reqwest::backup::ListBackupJobs;
use with_reqwest::client::{Answer, Client, Credentials, Error, http};
use with_reqwest::runtime::paging::{Items, Paginated};
use with_reqwest::runtime::retry::Policy;
use with_reqwest::runtime::{Operation, Region};

/// The client and its runtime.
struct Sender(Client, Runtime);

impl Sender {
    fn new(region: Region, credentials: Credentials, policy: Policy, connect: Duration) -> Self {
        let http = http().connect_timeout(connect).build().unwrap();
        let client = Client::with_http(http, region, credentials).retry(policy);
        Self(client.bearer_token("ticket"), runtime())
    }

    fn map(&self, change: impl FnOnce(Client) -> Client) -> Self {
        Self(change(self.0.clone()), runtime())
    }

    fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        self.1.block_on(self.0.send(operation))
    }

    fn exchange<O: Operation>(
        &self,
        operation: &O,
        stream: &[u8],
    ) -> Result<Answer<O>, Error<O::Error>> {
        self.1.block_on(self.0.exchange(operation, stream.to_vec()))
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// reqwest removes dot segments from paths.
const SENDS_DOTS: bool = false;

#[test]
fn futures_are_send() {
    fn is_send<T: Send>(_: &T) {}
    let Sender(client, _) = suite::sender("http://127.0.0.1:1", 1);
    is_send(&client.send(&ListBackupJobs::new()));
}

#[test]
fn pages_can_be_awaited() {
    let answer = |request: &_| Act::Reply(page(request, 100, 1_000));
    let server = Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap();
    let Sender(client, runtime) = suite::sender(&server.url, 1);
    let client = &client;
    let mut pages =
        ListBackupJobs::new().pages_async(|list| async move { client.send(&list).await });
    let mut jobs = 0;
    while let Some(page) = runtime.block_on(pages.next()).unwrap() {
        jobs += ListBackupJobs::items(page).len();
    }
    assert_eq!((jobs, server.seen().len()), (1_000, 10));
}
