//! The settings of a client, and the methods that set them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::runtime::clock::Clock;
use super::super::runtime::retry::{Policy, Quota};
use super::super::runtime::{Operation, Region};
use super::checksums::Choice;
use super::compression::Compression;
use super::endpoints::Endpoints;
use super::fakes::Fakes;
use super::observer::{Attempt, Observer};
use super::regions::Regions;
use super::schemes::Schemes;
use super::sender::Client;
use super::timeouts::{OperationTimeouts, Timeouts};

/// The default limit of response bodies that are not streams: 64 MiB.
const RESPONSE_LIMIT: usize = 64 << 20;

/// The settings of a client. Clones share the retry quota and the correction of the clock.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) region: Region,
    pub(super) schemes: Schemes,
    pub(super) endpoints: Endpoints,
    pub(super) regions: Regions,
    pub(super) fakes: Fakes,
    pub(super) policy: Policy,
    quota: Arc<Mutex<Quota>>,
    pub(super) timeouts: OperationTimeouts,
    pub(super) clock: Arc<Clock>,
    pub(super) observer: Option<Observer>,
    pub(super) response_limit: usize,
    pub(super) checksums: Choice,
    pub(super) compression: Compression,
}

impl Settings {
    pub(super) fn new(region: Region) -> Self {
        Self {
            region,
            schemes: Schemes::default(),
            endpoints: Endpoints::default(),
            regions: Regions::default(),
            fakes: Fakes::default(),
            policy: Policy::default(),
            quota: Arc::default(),
            timeouts: OperationTimeouts::default(),
            clock: Arc::default(),
            observer: None,
            response_limit: RESPONSE_LIMIT,
            checksums: Choice::default(),
            compression: Compression::default(),
        }
    }

    pub(super) fn quota(&self) -> MutexGuard<'_, Quota> {
        self.quota.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Client {
    /// The region, and options of its endpoint.
    #[must_use]
    pub fn region(&self) -> &Region {
        &self.settings.region
    }

    /// Sets the retry policy.
    #[must_use]
    pub fn retry(mut self, policy: Policy) -> Self {
        self.settings.policy = policy;
        self
    }

    /// Sets the timeouts of calls. By default, only connection attempts and pauses within a response are limited.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.settings.timeouts.client = timeouts;
        self
    }

    /// Sets the timeouts of an operation, such as `client.timeouts_of::<Invoke>(timeouts)`.
    #[must_use]
    pub fn timeouts_of<O: Operation>(mut self, timeouts: Timeouts) -> Self {
        self.settings.timeouts.set::<O>(timeouts);
        self
    }

    /// Returns a clone for calls with these timeouts, such as `client.with_timeouts(timeouts).send(&invoke)`.
    #[must_use]
    pub fn with_timeouts(&self, timeouts: Timeouts) -> Self {
        let mut client = self.clone();
        client.settings.timeouts.call = timeouts;
        client
    }

    /// Sets the size limit of response bodies in bytes. The default is 64 MiB. Streams have no limit.
    #[must_use]
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.settings.response_limit = bytes;
        self
    }

    /// Calls a function after every attempt, for example to log it: `client.observer(|attempt| println!("{attempt}"))`.
    #[must_use]
    pub fn observer(mut self, observer: impl Fn(&Attempt<'_>) + Send + Sync + 'static) -> Self {
        self.settings.observer = Some(Observer(Arc::new(observer)));
        self
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("region", &self.settings.region).finish_non_exhaustive()
    }
}
