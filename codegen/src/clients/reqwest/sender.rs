//! The client, which sends requests.

use std::future::Future;
use std::io;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::Response;
use http::header::{CONTENT_LENGTH, HeaderValue};
use reqwest::redirect;

use super::super::runtime::credentials::Credentials;
use super::super::runtime::{Operation, Region, Request};
use super::call::{Call, Failed, Limits, Outcome, Presigned, Received, takes_body};
use super::error::{CredentialsError, Error, is_refused_by_tls};
use super::renewal::Renewing;
use super::settings::Settings;
use super::tls;

/// The timeout of a connection attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// A future that is compiled with this crate. That of an `async fn` is compiled with each crate that awaits it.
pub(super) type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The output of an operation and the response body.
pub type Answer<O> = (<O as Operation>::Output, Vec<u8>);

/// The future of [`ProvideCredentials`].
pub type ProvidedCredentials<'a> =
    Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send + 'a>>;

/// A source of credentials: [`Credentials`], or a function that returns a future.
pub trait ProvideCredentials: Send + Sync {
    /// Returns the credentials. Clients call this function again before the credentials expire.
    fn provide_credentials(&self) -> ProvidedCredentials<'_>;
}

impl ProvideCredentials for Credentials {
    fn provide_credentials(&self) -> ProvidedCredentials<'_> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl<F, R> ProvideCredentials for F
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<Credentials, CredentialsError>> + Send + 'static,
{
    fn provide_credentials(&self) -> ProvidedCredentials<'_> {
        Box::pin(self())
    }
}

/// A client that signs and sends requests, reads the responses, and retries.
///
/// Clones share connections, credentials, the retry quota and the correction of the clock.
#[derive(Clone)]
pub struct Client {
    pub(super) http: reqwest::Client,
    provider: Arc<dyn ProvideCredentials>,
    cached: Arc<Renewing<Credentials>>,
    pub(super) settings: Settings,
}

impl Client {
    /// Creates a client for a region, with credentials or a source of credentials.
    ///
    /// # Errors
    ///
    /// Fails if TLS cannot be initialized.
    pub fn new(
        region: impl Into<Region>,
        credentials: impl ProvideCredentials + 'static,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self::with_http(tls::with_default(plain_http()).build()?, region, credentials))
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
            provider: Arc::new(credentials),
            cached: Arc::default(),
            settings: Settings::new(region.into()),
        }
    }

    /// Calls an operation. For an operation with a stream in its request or response, call
    /// [`exchange`](Self::exchange), which holds the bodies in memory.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt.
    pub async fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        self.call(operation, None).await.map(|(output, _)| output)
    }

    /// Calls an operation like [`send`](Self::send). Returns the status, the headers and the request ID, too.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt.
    pub async fn receive<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<Received<O::Output>, Error<O::Error>> {
        let (output, reply) = self.call(operation, None).await?;
        let (head, _) = reply.into_parts();
        Ok(Received { output, status: head.status, headers: head.headers })
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
        let (output, reply) = self.call(operation, Some(stream)).await?;
        Ok((output, reply.into_body()))
    }

    /// Signs a request in its URL, for someone without credentials. The URL is valid for `expires_in`, for at most seven
    /// days, and no longer than the credentials.
    ///
    /// # Errors
    ///
    /// Fails for operations with a request body, and if there are no credentials.
    pub async fn presign<O: Operation>(
        &self,
        operation: &O,
        expires_in: Duration,
    ) -> Result<Presigned, Error<O::Error>> {
        let call = Call::new(&self.settings, operation)?;
        let credentials = self.credentials(call.now()).await?;
        call.presigned(&credentials, expires_in)
    }

    async fn call<O: Operation>(&self, operation: &O, stream: Option<Vec<u8>>) -> Outcome<O> {
        let mut call = Call::new(&self.settings, operation)?.with_body(stream)?;
        loop {
            let request = self.next_request(&mut call).await?;
            let reply = self.reply(request, call.limits()).await;
            match call.read(reply.and_then(|reply| call.verified(reply))) {
                ControlFlow::Continue(pause) => tokio::time::sleep(pause).await,
                ControlFlow::Break(outcome) => return outcome,
            }
        }
    }

    /// The credentials for the next attempt of a call, if it needs any.
    pub(super) async fn credentials_of<O: Operation>(
        &self,
        call: &Call<'_, O>,
    ) -> Result<Option<Credentials>, Error<O::Error>> {
        if !call.needs_credentials() {
            return Ok(None);
        }
        let credentials = self.credentials(call.now());
        let credentials = match call.deadline.left() {
            Some(left) => tokio::time::timeout(left, credentials).await.unwrap_or_else(|_| {
                let message = "loading them took longer than the limit of the call";
                Err(CredentialsError::new(io::Error::new(io::ErrorKind::TimedOut, message)))
            }),
            None => credentials.await,
        };
        credentials.map(Some).map_err(Error::from)
    }

    fn credentials(&self, now: SystemTime) -> ProvidedCredentials<'_> {
        // The function is called only if its future is awaited.
        Box::pin(self.cached.get(now, async { self.provider.provide_credentials().await }))
    }

    /// Sends a request and returns the response of any status.
    pub(super) fn reply(
        &self,
        request: Request,
        limits: Limits,
    ) -> Pending<'_, Result<Response<Vec<u8>>, Failed>> {
        Box::pin(async move { whole(self.begin(request, limits).await?, limits).await })
    }

    /// Sends a request and returns the response of any status, whose body is not read yet.
    pub(super) fn begin(
        &self,
        request: Request,
        limits: Limits,
    ) -> Pending<'_, Result<reqwest::Response, Failed>> {
        Box::pin(async move {
            match self.settings.fakes.answer(&request) {
                Some(reply) => reply.map(reqwest::Response::from),
                None => self.begin_with(with_length(request), limits).await,
            }
        })
    }

    /// Sends a request with any body.
    pub(super) async fn begin_with<B: Into<reqwest::Body>>(
        &self,
        request: http::Request<B>,
        limits: Limits,
    ) -> Result<reqwest::Response, Failed> {
        let signed = request.uri().to_string();
        let mut request = reqwest::Request::try_from(request).map_err(failed)?;
        // `reqwest` normalizes URLs like a browser, which removes `.` and `..` from paths.
        if request.url().as_str() != signed {
            return Err(Failed::Changed("`reqwest` would change the signed URL"));
        }
        *request.timeout_mut() = limits.attempt;
        self.http.execute(request).await.map_err(failed)
    }
}

/// Adds the length of an empty body, if the method requires it.
fn with_length(mut request: Request) -> Request {
    if request.body().is_empty() && takes_body(&request) {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    request
}

/// The status and the headers of a response.
pub(super) fn head(reply: &mut reqwest::Response) -> Response<Vec<u8>> {
    let mut head = Response::new(Vec::new());
    (*head.status_mut(), *head.headers_mut()) =
        (reply.status(), std::mem::take(reply.headers_mut()));
    head
}

/// Reads a body up to the size limit.
pub(super) async fn whole(
    mut reply: reqwest::Response,
    limits: Limits,
) -> Result<Response<Vec<u8>>, Failed> {
    let mut whole = head(&mut reply);
    while let Some(part) = part(&mut reply, limits.idle).await? {
        if part.len() > limits.size.saturating_sub(whole.body().len()) {
            return Err(Failed::TooLarge);
        }
        whole.body_mut().extend_from_slice(&part);
    }
    Ok(whole)
}

/// The next part of a body, unless there is a longer pause.
pub(super) async fn part(
    reply: &mut reqwest::Response,
    idle: Option<Duration>,
) -> Result<Option<Vec<u8>>, Failed> {
    let part = reply.chunk();
    let part = match idle {
        Some(limit) => tokio::time::timeout(limit, part)
            .await
            .map_err(|_| Failed::Timeout("the response paused for longer than the limit".into()))?,
        None => part.await,
    };
    part.map(|part| part.map(Vec::from)).map_err(failed)
}

/// Classifies an error of `reqwest`. Removes the URL, which contains values of the request.
pub(super) fn failed(error: reqwest::Error) -> Failed {
    let error = error.without_url();
    if error.is_timeout() && error.is_connect() {
        Failed::ConnectTimeout(error.into())
    } else if error.is_timeout() {
        Failed::Timeout(error.into())
    } else if error.is_builder() || error.is_redirect() || is_refused_by_tls(&error) {
        Failed::Permanently(error.into())
    } else {
        Failed::Connection(error.into())
    }
}

/// Returns a builder for an HTTP client with a timeout of connection attempts, and without redirects, decompression and
/// retries. Its TLS is that of the program, or `ring` if the output has TLS.
pub fn http() -> reqwest::ClientBuilder {
    tls::prepare_process();
    plain_http()
}

/// The HTTP client of [`http()`], without TLS.
pub(super) fn plain_http() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
}
