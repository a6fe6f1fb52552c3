//! A client that sends requests with `ureq`, and waits for the replies.

mod error;
mod signing;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use aws_credential_types::Credentials;
pub use aws_credential_types::provider::error::CredentialsError;
use http::Response;
use ureq::config::AutoHeaderValue;
use ureq::{Agent, AsSendBody};

pub use self::error::Error;
use self::error::is_refused_by_tls;
use self::signing::{Kept, auth, prepare, signed, takes_body, with_bearer};
use super::runtime::retry::{Attempts, Failure, Policy, Quota};
use super::runtime::traits::Auth;
use super::runtime::{Endpoint, Operation, Region, Request};

/// How long it may take to connect.
const CONNECTING: Duration = Duration::from_secs(5);

/// How long an attempt may take, from the connection to the end of the reply.
const WHOLE: Duration = Duration::from_mins(1);

type Source = dyn Fn() -> Result<Credentials, CredentialsError> + Send + Sync;

/// The output of an operation, and the body of the reply that it was read from.
pub type Answer<O> = (<O as Operation>::Output, Vec<u8>);

/// Signs requests, sends them, reads the replies, and tries again what may succeed later.
///
/// Clones share connections, credentials and what may be spent on trying again.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    region: Region,
    credentials: Arc<Source>,
    kept: Arc<Kept>,
    bearer_token: Option<Arc<str>>,
    policy: Policy,
    quota: Arc<Mutex<Quota>>,
}

impl Client {
    /// A client for a region, with credentials that never change.
    pub fn new(region: impl Into<Region>, credentials: Credentials) -> Self {
        Self::with_credentials(region, move || Ok(credentials.clone()))
    }

    /// A client for a region that asks for credentials, and asks again before they are old.
    pub fn with_credentials(
        region: impl Into<Region>,
        credentials: impl Fn() -> Result<Credentials, CredentialsError> + Send + Sync + 'static,
    ) -> Self {
        let config =
            Agent::config_builder().timeout_connect(Some(CONNECTING)).timeout_global(Some(WHOLE));
        Self {
            agent: config.build().into(),
            region: region.into(),
            credentials: Arc::new(credentials),
            kept: Arc::default(),
            bearer_token: None,
            policy: Policy::default(),
            quota: Arc::default(),
        }
    }

    /// Sends with another agent, which has its own proxy, time-outs and TLS.
    #[must_use]
    pub fn agent(mut self, agent: Agent) -> Self {
        self.agent = agent;
        self
    }

    /// Tries again by another policy.
    #[must_use]
    pub fn retry(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Sets the token for the operations that take one instead of a signature.
    #[must_use]
    pub fn bearer_token(mut self, token: &str) -> Self {
        self.bearer_token = Some(token.into());
        self
    }

    /// Calls an operation. One with a stream, in its request or in its reply, is for [`exchange`](Self::exchange).
    ///
    /// # Errors
    ///
    /// Fails with what the service answers, or with why there is no whole answer; of several attempts it is what the last
    /// one failed with.
    pub fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        self.call(operation, None).map(|(output, _)| output)
    }

    /// Calls an operation with a stream: `stream` is the body of a request that has one, and empty for one that has
    /// none. The body of the reply comes beside the output.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and with a stream that the operation does not take.
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
        let mut attempts = Attempts::new(self.policy);
        loop {
            let reply = self.authenticated(&request, &endpoint).and_then(|request| {
                self.reply(request).map_err(|error| Error::Transport(error.into()))
            });
            let (error, pause) = match reply {
                Ok(reply) => {
                    let (status, headers) = (reply.status(), reply.headers());
                    let read = attempts.read::<O>(status, headers, reply.body(), &mut self.quota());
                    match read {
                        Ok(output) => return Ok((output, reply.into_body())),
                        Err((error, pause)) => (Error::Service(error), pause),
                    }
                }
                Err(error) => {
                    let pause = attempts.failed(failure(&error), &mut self.quota());
                    (error, pause)
                }
            };
            match pause {
                Some(pause) => std::thread::sleep(pause),
                None => return Err(error),
            }
        }
    }

    /// The request as it is sent: signed, unless the model wants it otherwise.
    fn authenticated<E>(
        &self,
        request: &Request,
        endpoint: &Endpoint,
    ) -> Result<Request, Error<E>> {
        match auth(request) {
            Some(Auth::Unsigned) => Ok(request.clone()),
            Some(Auth::Bearer) => {
                with_bearer(request, self.bearer_token.as_deref()).map_err(Error::Credentials)
            }
            Some(Auth::UnsignedPayload) | None => {
                let credentials = if let Some(credentials) = self.kept.fresh() {
                    credentials
                } else {
                    let provided = (self.credentials)();
                    let provided = provided.map_err(|error| Error::Credentials(error.into()))?;
                    self.kept.keep(&provided);
                    provided
                };
                signed(request, endpoint, &credentials).map_err(Error::Signing)
            }
        }
    }

    /// The reply to a request, whatever its status.
    fn reply(&self, request: Request) -> Result<Response<Vec<u8>>, ureq::Error> {
        if request.body().is_empty() && !takes_body(&request) {
            self.run(request.map(drop))
        } else {
            self.run(request)
        }
    }

    /// Sends and receives what there is, whatever an agent is set to: nothing is followed, unpacked or left out.
    fn run(
        &self,
        request: http::Request<impl AsSendBody>,
    ) -> Result<Response<Vec<u8>>, ureq::Error> {
        let request = self
            .agent
            .configure_request(request)
            .http_status_as_error(false)
            .max_redirects(0)
            .accept_encoding(AutoHeaderValue::None)
            .build();
        let (parts, mut body) = self.agent.run(request)?.into_parts();
        let body = body.with_config().limit(u64::MAX).read_to_vec()?;
        Ok(Response::from_parts(parts, body))
    }

    fn quota(&self) -> MutexGuard<'_, Quota> {
        self.quota.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the same request may succeed later that did not bring a reply.
fn failure<E>(error: &Error<E>) -> Option<Failure> {
    let Error::Transport(error) = error else { return None };
    match error.downcast_ref()? {
        ureq::Error::Io(error) if is_refused_by_tls(error) => None,
        ureq::Error::Timeout(_) => Some(Failure::of_time()),
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
