//! An async client with `reqwest` and `tokio`.

mod error;
mod signing;
mod timeouts;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

pub use aws_credential_types::Credentials;
pub use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use http::Response;
use http::header::{CONTENT_LENGTH, HeaderValue};
use reqwest::redirect;

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

/// The output of an operation and the response body.
pub type Answer<O> = (<O as Operation>::Output, Vec<u8>);

/// A client that signs and sends requests, reads the responses, and retries.
///
/// Clones share connections, credentials, the retry quota and the correction of the clock.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    region: Region,
    credentials: SharedCredentialsProvider,
    cache: Arc<CredentialsCache>,
    bearer_token: Option<Arc<str>>,
    policy: Policy,
    quota: Arc<Mutex<Quota>>,
    timeouts: Settings,
    clock: Arc<Clock>,
}

impl Client {
    /// Creates a client for a region, with credentials or a credentials provider.
    ///
    /// # Errors
    ///
    /// Fails if TLS cannot be initialized.
    pub fn new(
        region: impl Into<Region>,
        credentials: impl ProvideCredentials + 'static,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self::with_http(http().build()?, region, credentials))
    }

    /// Creates a client with your own HTTP client, for example to configure a proxy, timeouts or TLS. Start from
    /// [`http()`]: the HTTP client must not follow redirects, decompress bodies or retry.
    pub fn with_http(
        http: reqwest::Client,
        region: impl Into<Region>,
        credentials: impl ProvideCredentials + 'static,
    ) -> Self {
        Self {
            http,
            region: region.into(),
            credentials: SharedCredentialsProvider::new(credentials),
            cache: Arc::default(),
            bearer_token: None,
            policy: Policy::default(),
            quota: Arc::default(),
            timeouts: Settings::default(),
            clock: Arc::default(),
        }
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

    /// Returns a clone for calls with these timeouts, such as `client.with_timeouts(timeouts).send(&invoke).await`.
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
    pub async fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        self.call(operation, None).await.map(|(output, _)| output)
    }

    /// Calls an operation with a stream. `stream` is the request body; pass an empty one if only the response is a
    /// stream. Returns the output and the response body.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt. Fails if a stream is passed to an operation without a request stream.
    pub async fn exchange<O: Operation>(
        &self,
        operation: &O,
        stream: Vec<u8>,
    ) -> Result<Answer<O>, Error<O::Error>> {
        self.call(operation, Some(stream)).await
    }

    async fn call<O: Operation>(
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
            let reply = match self.authenticated(&request, &endpoint, now).await {
                Ok(request) => self.reply(request, deadline.attempt()).await,
                Err(error) => Err(error),
            };
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
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            }
        }
    }

    /// Signs a request, or authenticates it in the way that the model requires.
    async fn authenticated<E>(
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
                    let provided = self.credentials.provide_credentials().await;
                    let provided = provided.map_err(|error| Error::Credentials(error.into()))?;
                    self.cache.set(&provided);
                    provided
                };
                signed(request, endpoint, &credentials, now).map_err(Error::Signing)
            }
        }
    }

    /// Sends a request and returns the response of any status.
    async fn reply<E>(
        &self,
        mut request: Request,
        timeout: Option<Duration>,
    ) -> Result<Response<Vec<u8>>, Error<E>> {
        if request.body().is_empty() && takes_body(&request) {
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let transport = |error: reqwest::Error| Error::Transport(error.into());
        let signed = request.uri().to_string();
        let mut request = reqwest::Request::try_from(request).map_err(transport)?;
        // `reqwest` normalizes URLs like a browser, which removes `.` and `..` from paths.
        if request.url().as_str() != signed {
            return Err(Error::Rewritten { signed, sent: request.url().to_string() });
        }
        *request.timeout_mut() = timeout;
        let mut reply = self.http.execute(request).await.map_err(transport)?;
        let (status, headers) = (reply.status(), std::mem::take(reply.headers_mut()));
        let body = reply.bytes().await.map_err(transport)?;
        let mut reply = Response::new(body.to_vec());
        (*reply.status_mut(), *reply.headers_mut()) = (status, headers);
        Ok(reply)
    }

    fn quota(&self) -> MutexGuard<'_, Quota> {
        self.quota.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns a builder for an HTTP client with a timeout of connection attempts, and without redirects, decompression and
/// retries.
///
/// TLS uses the [`CryptoProvider`](rustls::crypto::CryptoProvider) of the program. The default is `ring`.
pub fn http() -> reqwest::ClientBuilder {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // This fails if another thread has installed one.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
}

/// Classifies a transport error. Returns `None` if a retry is not expected to help, or could execute the operation
/// twice.
fn failure<E>(error: &Error<E>, repeats: bool) -> Option<Failure> {
    let Error::Transport(error) = error else { return None };
    let error: &reqwest::Error = error.downcast_ref()?;
    if error.is_timeout() {
        // A connection attempt has sent nothing.
        return (repeats || error.is_connect()).then(Failure::of_time);
    }
    let is_permanent = error.is_builder() || error.is_redirect() || is_refused_by_tls(error);
    (!is_permanent).then(Failure::of_connection)
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("region", &self.region).finish_non_exhaustive()
    }
}
