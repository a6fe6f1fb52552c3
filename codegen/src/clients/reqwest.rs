//! A client that sends requests with `reqwest`, on `tokio`.

mod error;
mod signing;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use aws_credential_types::Credentials;
pub use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use http::Response;
use http::header::{CONTENT_LENGTH, HeaderValue};
use reqwest::redirect;

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

/// The output of an operation, and the body of the reply that it was read from.
pub type Answer<O> = (<O as Operation>::Output, Vec<u8>);

/// Signs requests, sends them, reads the replies, and tries again what may succeed later.
///
/// Clones share connections, credentials and what may be spent on trying again.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    region: Region,
    credentials: SharedCredentialsProvider,
    kept: Arc<Kept>,
    bearer_token: Option<Arc<str>>,
    policy: Policy,
    quota: Arc<Mutex<Quota>>,
}

impl Client {
    /// A client for a region, with credentials or with something that provides them.
    ///
    /// # Errors
    ///
    /// Fails if there is no TLS.
    pub fn new(
        region: impl Into<Region>,
        credentials: impl ProvideCredentials + 'static,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self::with_http(http().build()?, region, credentials))
    }

    /// A client that sends with one of your own, which has its own proxy, time-outs and TLS. What follows redirects,
    /// unpacks bodies or tries again by itself is of no use here: start from [`http()`].
    pub fn with_http(
        http: reqwest::Client,
        region: impl Into<Region>,
        credentials: impl ProvideCredentials + 'static,
    ) -> Self {
        Self {
            http,
            region: region.into(),
            credentials: SharedCredentialsProvider::new(credentials),
            kept: Arc::default(),
            bearer_token: None,
            policy: Policy::default(),
            quota: Arc::default(),
        }
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
    pub async fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        self.call(operation, None).await.map(|(output, _)| output)
    }

    /// Calls an operation with a stream: `stream` is the body of a request that has one, and empty for one that has
    /// none. The body of the reply comes beside the output.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and with a stream that the operation does not take.
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
        let mut attempts = Attempts::new(self.policy);
        loop {
            let reply = match self.authenticated(&request, &endpoint).await {
                Ok(request) => self.reply(request).await,
                Err(error) => Err(error),
            };
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
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            }
        }
    }

    /// The request as it is sent: signed, unless the model wants it otherwise.
    async fn authenticated<E>(
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
                    let provided = self.credentials.provide_credentials().await;
                    let provided = provided.map_err(|error| Error::Credentials(error.into()))?;
                    self.kept.keep(&provided);
                    provided
                };
                signed(request, endpoint, &credentials).map_err(Error::Signing)
            }
        }
    }

    /// The reply to a request, whatever its status.
    async fn reply<E>(&self, mut request: Request) -> Result<Response<Vec<u8>>, Error<E>> {
        if request.body().is_empty() && takes_body(&request) {
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let transport = |error: reqwest::Error| Error::Transport(error.into());
        let signed = request.uri().to_string();
        let request = reqwest::Request::try_from(request).map_err(transport)?;
        // It parses URLs by the rules of browsers, which take away dots in paths.
        if request.url().as_str() != signed {
            return Err(Error::Rewritten { signed, sent: request.url().to_string() });
        }
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

/// How an HTTP client is built that fits: it has time-outs, and sends and receives what it is given and nothing else. Its TLS
/// is the program's [`CryptoProvider`](rustls::crypto::CryptoProvider), or else ring's.
pub fn http() -> reqwest::ClientBuilder {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // If another thread was faster, there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    reqwest::Client::builder()
        .connect_timeout(CONNECTING)
        .timeout(WHOLE)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
}

/// Whether the same request may succeed later that did not bring a reply.
fn failure<E>(error: &Error<E>) -> Option<Failure> {
    let Error::Transport(error) = error else { return None };
    let error: &reqwest::Error = error.downcast_ref()?;
    if error.is_timeout() {
        return Some(Failure::of_time());
    }
    let is_lasting = error.is_builder() || error.is_redirect() || is_refused_by_tls(error);
    (!is_lasting).then(Failure::of_connection)
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("region", &self.region).finish_non_exhaustive()
    }
}
