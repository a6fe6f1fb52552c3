//! A blocking client based on `ureq`.

mod error;
mod signing;
mod timeouts;

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

pub use aws_credential_types::Credentials;
pub use aws_credential_types::provider::error::CredentialsError;
use http::Response;
use ureq::config::AutoHeaderValue;
use ureq::{Agent, AsSendBody, Timeout};

pub use self::error::Error;
use self::error::is_refused_by_tls;
use self::signing::{CredentialsCache, auth, prepare, signed, takes_body, with_bearer};
use self::timeouts::Settings;
pub use self::timeouts::Timeouts;
use super::runtime::clock::Clock;
use super::runtime::request_extensions::Auth;
use super::runtime::retry::{Attempts, Failure, Policy, Quota};
use super::runtime::{Endpoint, Operation, Region, Request};

/// The timeout of a connection attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

type CredentialsProvider = dyn Fn() -> Result<Credentials, CredentialsError> + Send + Sync;

/// The output of an operation and the response body.
pub type Answer<O> = (<O as Operation>::Output, Vec<u8>);

/// A client that signs and sends requests, reads the responses, and retries.
///
/// Clones share connections, credentials, the retry quota and the correction of the clock.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    region: Region,
    credentials: Arc<CredentialsProvider>,
    cache: Arc<CredentialsCache>,
    bearer_token: Option<Arc<str>>,
    policy: Policy,
    quota: Arc<Mutex<Quota>>,
    timeouts: Settings,
    clock: Arc<Clock>,
}

impl Client {
    /// Creates a client for a region, with fixed credentials.
    pub fn new(region: impl Into<Region>, credentials: Credentials) -> Self {
        Self::with_credentials(region, move || Ok(credentials.clone()))
    }

    /// Creates a client for a region. `credentials` is called again before the credentials expire.
    pub fn with_credentials(
        region: impl Into<Region>,
        credentials: impl Fn() -> Result<Credentials, CredentialsError> + Send + Sync + 'static,
    ) -> Self {
        let config = Agent::config_builder().timeout_connect(Some(CONNECT_TIMEOUT));
        Self {
            agent: config.build().into(),
            region: region.into(),
            credentials: Arc::new(credentials),
            cache: Arc::default(),
            bearer_token: None,
            policy: Policy::default(),
            quota: Arc::default(),
            timeouts: Settings::default(),
            clock: Arc::default(),
        }
    }

    /// Replaces the agent, for example to configure a proxy, timeouts or TLS.
    #[must_use]
    pub fn agent(mut self, agent: Agent) -> Self {
        self.agent = agent;
        self
    }

    /// Sets the retry policy.
    #[must_use]
    pub fn retry(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Sets the timeouts of calls. By default, there are none after the connection.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts.client = timeouts;
        self
    }

    /// Sets the timeouts of an operation, such as `client.timeouts_of::<Invoke>(timeouts)`.
    #[must_use]
    pub fn timeouts_of<O: Operation>(mut self, timeouts: Timeouts) -> Self {
        self.timeouts.set_operation::<O>(timeouts);
        self
    }

    /// Returns a clone for calls with these timeouts, such as `client.with_timeouts(timeouts).send(&invoke)`.
    #[must_use]
    pub fn with_timeouts(&self, timeouts: Timeouts) -> Self {
        let mut client = self.clone();
        client.timeouts.call = timeouts;
        client
    }

    /// Sets the token for operations with bearer authentication.
    #[must_use]
    pub fn bearer_token(mut self, token: &str) -> Self {
        self.bearer_token = Some(token.into());
        self
    }

    /// Calls an operation. For an operation with a stream in its request or response, call
    /// [`exchange`](Self::exchange).
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt.
    pub fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        self.call(operation, None).map(|(output, _)| output)
    }

    /// Calls an operation with a stream. `stream` is the request body; pass an empty one if only the response is a
    /// stream. Returns the output and the response body.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt. Fails if a stream is passed to an operation without a request stream.
    pub fn exchange<O: Operation>(
        &self,
        operation: &O,
        stream: Vec<u8>,
    ) -> Result<Answer<O>, Error<O::Error>> {
        self.call(operation, Some(stream))
    }

    fn call<O: Operation>(
        &self,
        operation: &O,
        stream: Option<Vec<u8>>,
    ) -> Result<Answer<O>, Error<O::Error>> {
        let (request, endpoint) = prepare(operation, &self.region, stream)?;
        let deadline = self.timeouts.start::<O>();
        let mut attempts = Attempts::new(self.policy);
        let mut is_corrected = false;
        loop {
            let skew = self.clock.skew();
            let now = skew.correct(SystemTime::now());
            let reply = self.authenticated(&request, &endpoint, now).and_then(|request| {
                let reply = self.reply(request, deadline.attempt());
                reply.map_err(|error| Error::Transport(error.into()))
            });
            let (error, pause) = match reply {
                Ok(reply) => {
                    let (status, headers) = (reply.status(), reply.headers());
                    let read = attempts.read::<O>(status, headers, reply.body(), &mut self.quota());
                    match read {
                        Ok(output) => return Ok((output, reply.into_body())),
                        Err((error, _))
                            if !is_corrected
                                && self.clock.measure(skew, &error, headers, SystemTime::now()) =>
                        {
                            is_corrected = true;
                            (Error::Service(error), Some(Duration::ZERO))
                        }
                        Err((error, pause)) => (Error::Service(error), pause),
                    }
                }
                Err(error) => {
                    let failure = failure(&error, deadline.repeats);
                    let pause = attempts.failed(failure, &mut self.quota());
                    (error, pause)
                }
            };
            match pause.filter(|pause| deadline.allows(*pause)) {
                Some(pause) => std::thread::sleep(pause),
                None => return Err(error),
            }
        }
    }

    /// Signs a request, or authenticates it in the way that the model requires.
    fn authenticated<E>(
        &self,
        request: &Request,
        endpoint: &Endpoint,
        now: SystemTime,
    ) -> Result<Request, Error<E>> {
        match auth(request) {
            Some(Auth::Unsigned) => Ok(request.clone()),
            Some(Auth::Bearer) => {
                with_bearer(request, self.bearer_token.as_deref()).map_err(Error::Credentials)
            }
            Some(Auth::UnsignedPayload) | None => {
                let credentials = if let Some(credentials) = self.cache.get(now) {
                    credentials
                } else {
                    let provided = (self.credentials)();
                    let provided = provided.map_err(|error| Error::Credentials(error.into()))?;
                    self.cache.set(&provided);
                    provided
                };
                signed(request, endpoint, &credentials, now).map_err(Error::Signing)
            }
        }
    }

    /// Sends a request and returns the response of any status.
    fn reply(
        &self,
        request: Request,
        timeout: Option<Duration>,
    ) -> Result<Response<Vec<u8>>, ureq::Error> {
        if request.body().is_empty() && !takes_body(&request) {
            self.run(request.map(drop), timeout)
        } else {
            self.run(request, timeout)
        }
    }

    /// Sends a request. Overrides settings of the agent that would follow redirects, or decompress or truncate the body.
    fn run(
        &self,
        request: http::Request<impl AsSendBody>,
        timeout: Option<Duration>,
    ) -> Result<Response<Vec<u8>>, ureq::Error> {
        let config = self
            .agent
            .configure_request(request)
            .http_status_as_error(false)
            .max_redirects(0)
            .accept_encoding(AutoHeaderValue::None);
        let request = match timeout {
            Some(timeout) => config.timeout_global(Some(timeout)).build(),
            None => config.build(),
        };
        let (parts, mut body) = self.agent.run(request)?.into_parts();
        let body = body.with_config().limit(u64::MAX).read_to_vec()?;
        Ok(Response::from_parts(parts, body))
    }

    fn quota(&self) -> MutexGuard<'_, Quota> {
        self.quota.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Classifies a transport error. Returns `None` if a retry is not expected to help, or could execute the operation
/// twice.
fn failure<E>(error: &Error<E>, repeats: bool) -> Option<Failure> {
    let Error::Transport(error) = error else { return None };
    match error.downcast_ref()? {
        ureq::Error::Io(error) if is_refused_by_tls(error) => None,
        // Nothing has been sent.
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => Some(Failure::of_time()),
        ureq::Error::Timeout(_) => repeats.then(Failure::of_time),
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            repeats.then(Failure::of_time)
        }
        ureq::Error::Io(_)
        | ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::Protocol(_) => Some(Failure::of_connection()),
        _ => None,
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("region", &self.region).finish_non_exhaustive()
    }
}
