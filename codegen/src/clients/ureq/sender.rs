//! The client, which sends requests.

use std::io::{self, Read};
use std::iter;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, SystemTime};

use http::Response;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;
use ureq::{Agent, AsSendBody, Body, Timeout};

use super::super::runtime::credentials::Credentials;
use super::super::runtime::{Operation, Region, Request};
use super::call::{Call, Failed, Limits, Outcome, Presigned, Received, takes_body};
use super::error::{CredentialsError, Error, is_refused_by_tls};
use super::renewal::Renewing;
use super::settings::Settings;

/// The timeout of a connection attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The number of unused connections that an agent keeps for a while. By default, `ureq` keeps three to a host: each
/// further thread would connect for each call.
const MAX_IDLE_CONNECTIONS: usize = 256;

/// The largest part that is read at once, and the size of both buffers of a connection.
const PART: usize = 64 << 10;

type Provider = dyn Fn() -> Result<Credentials, CredentialsError> + Send + Sync;

/// The output of an operation and the response body.
pub type Answer<O> = (<O as Operation>::Output, Vec<u8>);

/// A client that signs and sends requests, reads the responses, and retries.
///
/// Clones share connections, credentials, the retry quota and the correction of the clock.
#[derive(Clone)]
pub struct Client {
    pub(super) agent: Agent,
    provider: Arc<Provider>,
    cached: Arc<Renewing<Credentials>>,
    pub(super) settings: Settings,
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
        Self {
            agent: agent_config().build().into(),
            provider: Arc::new(credentials),
            cached: Arc::default(),
            settings: Settings::new(region.into()),
        }
    }

    /// Replaces the agent, for example to configure a proxy or TLS. Start from [`agent_config`] to keep the other settings
    /// of the default agent.
    #[must_use]
    pub fn agent(mut self, agent: Agent) -> Self {
        self.agent = agent;
        self
    }

    /// Calls an operation. For an operation with a stream in its request or response, call
    /// [`exchange`](Self::exchange), which holds the bodies in memory.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt.
    pub fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        self.call(operation, None).map(|(output, _)| output)
    }

    /// Calls an operation like [`send`](Self::send). Returns the status, the headers and the request ID, too.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt.
    pub fn receive<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<Received<O::Output>, Error<O::Error>> {
        let (output, reply) = self.call(operation, None)?;
        let (head, _) = reply.into_parts();
        Ok(Received { output, status: head.status, headers: head.headers })
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
        self.call(operation, Some(stream)).map(|(output, reply)| (output, reply.into_body()))
    }

    /// Signs a request in its URL, for someone without credentials. The URL is valid for `expires_in`, for at most seven
    /// days, and no longer than the credentials.
    ///
    /// # Errors
    ///
    /// Fails for operations with a request body, and if there are no credentials.
    pub fn presign<O: Operation>(
        &self,
        operation: &O,
        expires_in: Duration,
    ) -> Result<Presigned, Error<O::Error>> {
        let call = Call::new(&self.settings, operation)?;
        let credentials = self.credentials(call.now())?;
        call.presigned(&credentials, expires_in)
    }

    fn call<O: Operation>(&self, operation: &O, stream: Option<Vec<u8>>) -> Outcome<O> {
        let mut call = Call::new(&self.settings, operation)?.with_body(stream)?;
        loop {
            let request = self.next_request(&mut call)?;
            let reply = self.reply(request, call.limits());
            match call.read(reply.and_then(|reply| call.verified(reply))) {
                ControlFlow::Continue(pause) => thread::sleep(pause),
                ControlFlow::Break(outcome) => return outcome,
            }
        }
    }

    /// The credentials for the next attempt of a call, if it needs any.
    pub(super) fn credentials_of<O: Operation>(
        &self,
        call: &Call<'_, O>,
    ) -> Result<Option<Credentials>, Error<O::Error>> {
        let credentials = call.needs_credentials().then(|| self.credentials(call.now()));
        credentials.transpose().map_err(Error::from)
    }

    fn credentials(&self, now: SystemTime) -> Result<Credentials, CredentialsError> {
        self.cached.get(now, &*self.provider)
    }

    /// Sends a request and returns the response of any status.
    pub(super) fn reply(
        &self,
        request: Request,
        limits: Limits,
    ) -> Result<Response<Vec<u8>>, Failed> {
        self.begin(request, limits).and_then(|reply| whole(reply, limits))
    }

    /// Sends a request and returns the response of any status, whose body is not read yet.
    pub(super) fn begin(&self, request: Request, limits: Limits) -> Result<Response<Body>, Failed> {
        if let Some(reply) = self.settings.fakes.answer(&request) {
            return Ok(reply?.map(|body| Body::builder().data(body)));
        }
        let reply = if request.body().is_empty() && !takes_body(&request) {
            self.run(request.map(drop), limits)
        } else {
            self.run(request, limits)
        };
        let reply = reply.map_err(failed)?;
        let (head, body) = (reply.headers(), reply.body());
        let has_length =
            [CONTENT_LENGTH, TRANSFER_ENCODING].iter().any(|name| head.contains_key(name));
        if unpacks() && !has_length && body.content_length() != Some(0) {
            return Err(Failed::Changed(
                "`ureq` may have decompressed the response, since a crate enables its feature `gzip` or `brotli`",
            ));
        }
        Ok(reply)
    }

    /// Sends a request. Overrides settings of the agent that would follow redirects.
    pub(super) fn run(
        &self,
        request: http::Request<impl AsSendBody>,
        limits: Limits,
    ) -> Result<Response<Body>, ureq::Error> {
        let config = self.agent.configure_request(request);
        let config = config.http_status_as_error(false).max_redirects(0);
        let request = match limits.attempt {
            Some(limit) => config.timeout_global(Some(limit)).build(),
            None => config.build(),
        };
        self.agent.run(request)
    }
}

/// Returns the configuration of the default agent, to build another one: a connection attempt may take 5 seconds, up to 256
/// unused connections are kept, and each has two buffers of 64 KiB.
#[must_use]
pub fn agent_config() -> ConfigBuilder<AgentScope> {
    Agent::config_builder()
        .timeout_connect(Some(CONNECT_TIMEOUT))
        .max_idle_connections(MAX_IDLE_CONNECTIONS)
        .max_idle_connections_per_host(MAX_IDLE_CONNECTIONS)
        .input_buffer_size(PART)
        .output_buffer_size(PART)
}

/// Reads a body up to the size limit.
pub(super) fn whole(reply: Response<Body>, limits: Limits) -> Result<Response<Vec<u8>>, Failed> {
    let (head, body) = reply.into_parts();
    let mut whole = Vec::new();
    for part in parts(body, limits) {
        let part = part.map_err(|error| failed(error.into()))?;
        if part.len() > limits.size.saturating_sub(whole.len()) {
            return Err(Failed::TooLarge);
        }
        if whole.is_empty() {
            whole = part;
        } else {
            whole.extend_from_slice(&part);
        }
    }
    Ok(Response::from_parts(head, whole))
}

/// The parts of a body, as they arrive.
pub(super) type Parts = Box<dyn Iterator<Item = io::Result<Vec<u8>>> + Send>;

/// The parts of a body, with the limits of pauses.
pub(super) fn parts(body: Body, limits: Limits) -> Parts {
    let length = body.content_length();
    let parts = reads(body.into_with_config().limit(u64::MAX).reader(), length);
    // The limit of the attempt ends the body earlier.
    let idle = limits.idle.filter(|idle| limits.attempt.is_none_or(|limit| *idle < limit));
    match idle {
        Some(idle) => Box::new(iter::once_with(move || within(idle, length, parts)).flatten()),
        None => Box::new(parts),
    }
}

/// The results of reading, up to the end.
fn reads(
    mut reader: impl Read + Send,
    length: Option<u64>,
) -> impl Iterator<Item = io::Result<Vec<u8>>> + Send {
    let most = length.map_or(PART, |length| usize::try_from(length).unwrap_or(PART).clamp(1, PART));
    iter::from_fn(move || {
        let mut part = vec![0; most];
        match reader.read(&mut part) {
            Ok(0) => None,
            Ok(length) => {
                part.truncate(length);
                Some(Ok(part))
            }
            Err(error) => Some(Err(error)),
        }
    })
}

/// Limits the pause before each part but the first, which usually arrives with the headers. If it is not the whole body,
/// a thread reads the others: `ureq` limits only the total time of a body. After a timeout, the thread ends with the
/// connection.
fn within(
    limit: Duration,
    length: Option<u64>,
    mut parts: impl Iterator<Item = io::Result<Vec<u8>>> + Send + 'static,
) -> Parts {
    let first = match parts.next() {
        Some(Ok(first)) => first,
        other => return Box::new(other.into_iter()),
    };
    if length == Some(first.len() as u64) {
        // The connection can be used again after the end has been read.
        return Box::new(iter::once(Ok(first)).chain(parts));
    }
    let (sender, receiver) = sync_channel(4);
    let reader = thread::Builder::new().spawn(move || parts.try_for_each(|part| sender.send(part)));
    if let Err(error) = reader {
        return Box::new(iter::once(Err(error)));
    }
    let others = iter::from_fn(move || match receiver.recv_timeout(limit) {
        Ok(part) => Some(part),
        Err(RecvTimeoutError::Disconnected) => None,
        Err(RecvTimeoutError::Timeout) => {
            let message = "the response paused for longer than the limit";
            Some(Err(io::Error::new(io::ErrorKind::TimedOut, message)))
        }
    });
    Box::new(iter::once(Ok(first)).chain(others))
}

/// Whether `ureq` decompresses bodies, since another crate enables a feature.
///
/// If `ureq::Error` has the variant `Decompress`, the import in the inner block hides the function, and the value is not
/// `Io`.
#[allow(dead_code, non_snake_case, unused_imports)]
fn unpacks() -> bool {
    fn Decompress(_: &'static str, error: io::Error) -> ureq::Error {
        ureq::Error::Io(error)
    }
    {
        use ureq::Error::*;
        !matches!(Decompress("", io::ErrorKind::Other.into()), ureq::Error::Io(_))
    }
}

/// Classifies an error of `ureq`.
pub(super) fn failed(error: ureq::Error) -> Failed {
    match &error {
        ureq::Error::BadUri(_) => Failed::Changed("`ureq` does not accept the URL"),
        ureq::Error::Io(io) if is_refused_by_tls(io) => Failed::Permanently(error.into()),
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            Failed::ConnectTimeout(error.into())
        }
        ureq::Error::Timeout(_) => Failed::Timeout("the attempt took longer than its limit".into()),
        ureq::Error::Io(io) if io.kind() == io::ErrorKind::TimedOut => {
            Failed::Timeout(error.into())
        }
        ureq::Error::Io(_)
        | ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::Protocol(_) => Failed::Connection(error.into()),
        _ => Failed::Permanently(error.into()),
    }
}
