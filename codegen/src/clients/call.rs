//! The attempts of a call: the next request, and the meaning of a response. Nothing here does I/O.

use std::fmt;
use std::ops::ControlFlow;
use std::time::{Duration, Instant, SystemTime};

use http::header::{ACCEPT_ENCODING, CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Method, Response, StatusCode};

use super::super::runtime::clock::Skew;
use super::super::runtime::credentials::Credentials;
use super::super::runtime::reply::request_id;
use super::super::runtime::request_extensions::{Auth, EndpointDiscovery, Stream, StreamedReply};
use super::super::runtime::retry::{Attempts, Failure};
use super::super::runtime::sigv4::{Signing, SigningError};
use super::super::runtime::{BuildError, Endpoint, Operation, Region, Request};
use super::checksums::{self, Verifier};
use super::copies::add_presigned_url;
use super::error::{BoxError, Error, Reason, Unanswered};
use super::observer::Attempt;
use super::settings::Settings;
use super::signer::{presign, sign};
use super::timeouts::Deadline;

/// The media type of streams without another one.
const DEFAULT_MEDIA_TYPE: &str = "application/octet-stream";

/// An output, with the status and the headers of its response.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Received<T> {
    /// The output of the operation.
    pub output: T,
    /// The HTTP status.
    pub status: StatusCode,
    /// The HTTP headers.
    pub headers: HeaderMap,
}

impl<T> Received<T> {
    /// The request ID, which AWS Support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}

/// A presigned request. Anyone can send it until it expires, without credentials.
#[derive(Clone)]
#[non_exhaustive]
pub struct Presigned {
    /// The request. Its headers must be sent, too. The signature is in the URL.
    pub request: Request,
    /// The time after which the service refuses the request.
    pub expires_after: SystemTime,
}

impl fmt::Debug for Presigned {
    /// Does not show the URL, which is as secret as a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presigned")
            .field("expires_after", &self.expires_after)
            .finish_non_exhaustive()
    }
}

/// A failure of an attempt without a complete response.
pub(super) enum Failed {
    /// The transport failed, and a retry would fail again.
    Permanently(BoxError),
    /// The connection failed.
    Connection(BoxError),
    /// The connection attempt timed out, so nothing was sent.
    ConnectTimeout(BoxError),
    /// The attempt timed out, and the service may have executed the request.
    Timeout(BoxError),
    /// The response exceeds the size limit.
    TooLarge,
    /// The HTTP client would change the URL or the response, in this way.
    Changed(&'static str),
}

/// The limits of an attempt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The limit of the whole attempt.
    pub(super) attempt: Option<Duration>,
    /// The limit of a pause within the response.
    pub(super) idle: Option<Duration>,
    /// The largest response body, in bytes.
    pub(super) size: usize,
}

/// An output and the response, or an error.
pub(super) type Outcome<O, B = Vec<u8>> =
    Result<(<O as Operation>::Output, Response<B>), Error<<O as Operation>::Error>>;

/// A call and its attempts so far.
pub(super) struct Call<'c, O> {
    pub(super) settings: &'c Settings,
    operation: &'c O,
    /// The request without host and signature.
    pub(super) request: Request,
    pub(super) deadline: Deadline,
    attempts: Attempts,
    number: u32,
    skew: Skew,
    is_corrected: bool,
    /// The region to which the service has redirected this call or an earlier one.
    region: Option<String>,
    is_redirected: bool,
    /// Whether the service has rejected the discovered endpoint.
    is_misdirected: bool,
    pub(super) host: String,
    started: Instant,
}

impl<'c, O: Operation> Call<'c, O> {
    /// Starts a call.
    pub(super) fn new(settings: &'c Settings, operation: &'c O) -> Result<Self, Error<O::Error>> {
        let request = operation.request().map_err(Error::Build)?;
        if needs_discovery(&request) && !settings.endpoints.finds(&request) {
            return Err(Error::Unsupported("endpoint discovery"));
        }
        // Without credentials, a call to a region without endpoint fails for the right reason.
        let endpoint = operation.endpoint_in(&settings.region).map_err(Error::NoEndpoint)?;
        Ok(Self {
            settings,
            operation,
            request,
            deadline: settings.timeouts.start::<O>(),
            attempts: Attempts::new(settings.policy),
            number: 0,
            skew: Skew::default(),
            is_corrected: false,
            region: settings.regions.of(&endpoint),
            is_redirected: false,
            is_misdirected: false,
            host: String::new(),
            started: Instant::now(),
        })
    }

    /// Completes the request to send. `stream` is its body, if the operation has streams.
    pub(super) fn with_body(mut self, stream: Option<Vec<u8>>) -> Result<Self, Error<O::Error>> {
        set_stream(&mut self.request, stream).map_err(Error::Stream)?;
        self.settings.compression.compress(&mut self.request);
        checksums::set(&mut self.request, self.settings.checksums).map_err(Error::Build)?;
        Ok(self)
    }

    /// Whether attempts are signed with credentials.
    pub(super) fn needs_credentials(&self) -> bool {
        matches!(self.auth(), None | Some(Auth::UnsignedPayload))
    }

    /// The authentication of the request, unless it is `SigV4` with a signed body.
    pub(super) fn auth(&self) -> Option<Auth> {
        self.settings.schemes.of(&self.request, O::SERVICE.signing_name)
    }

    /// The time for the next signature: that of the service, as far as it is known.
    pub(super) fn now(&self) -> SystemTime {
        self.settings.clock.skew().correct(SystemTime::now())
    }

    /// Returns the request of the next attempt, with its host and signature, and without its token.
    pub(super) fn request(
        &mut self,
        credentials: Option<&Credentials>,
    ) -> Result<Request, Error<O::Error>> {
        self.number = self.number.saturating_add(1);
        self.started = Instant::now();
        self.skew = self.settings.clock.skew();
        let (mut request, endpoint) = self.located(credentials)?;
        match (self.auth(), credentials) {
            // The client adds the token.
            (Some(Auth::Unsigned | Auth::Bearer), _) => {}
            (auth, Some(credentials)) => {
                let mut signing = self.signing(&endpoint);
                signing.signs_body = auth != Some(Auth::UnsignedPayload);
                add_signature(&mut request, credentials, &signing).map_err(Error::Signing)?;
            }
            (_, None) => return Err(Error::Credentials("the client was made without them".into())),
        }
        refuse_compression(request.headers_mut());
        self.settings.fakes.mark::<O>(&mut request);
        Ok(request)
    }

    /// Returns the presigned request.
    pub(super) fn presigned(
        mut self,
        credentials: &Credentials,
        expires_in: Duration,
    ) -> Result<Presigned, Error<O::Error>> {
        if !self.needs_credentials() {
            return Err(Error::Unsupported("presigned requests of operations without SigV4"));
        }
        if !self.request.body().is_empty() {
            return Err(Error::Unsupported("presigned requests with a body"));
        }
        let (mut request, endpoint) = self.located(Some(credentials))?;
        let media_type = request.headers().get(CONTENT_TYPE);
        if media_type.is_some_and(|value| value == DEFAULT_MEDIA_TYPE) {
            // The sender of the URL need not know the default.
            request.headers_mut().remove(CONTENT_TYPE);
        }
        let expires_after =
            presign(&mut request, credentials, &self.signing(&endpoint), expires_in)
                .map_err(Error::Signing)?;
        Ok(Presigned { request, expires_after })
    }

    /// The request with the host of the endpoint, which may depend on the account of the credentials.
    pub(super) fn located(
        &mut self,
        credentials: Option<&Credentials>,
    ) -> Result<(Request, Endpoint), Error<O::Error>> {
        let region = region_of(&self.settings.region, self.region.as_ref(), credentials);
        let endpoint = self.operation.endpoint_in(&region).map_err(Error::NoEndpoint)?;
        let request = resolved(&self.request, &endpoint, &mut self.host).map_err(Error::Build)?;
        Ok((request, endpoint))
    }

    pub(super) fn signing<'e>(&self, endpoint: &'e Endpoint) -> Signing<'e> {
        let time = self.skew.correct(SystemTime::now());
        Signing::new(&endpoint.signing_region, &endpoint.signing_name, time)
    }

    /// The limits of the next attempt.
    pub(super) fn limits(&self) -> Limits {
        let is_streamed = self.request.extensions().get::<StreamedReply>().is_some();
        Limits {
            attempt: self.deadline.attempt(),
            idle: self.deadline.idle,
            size: if is_streamed { usize::MAX } else { self.settings.response_limit },
        }
    }

    /// The verifier for the body of a response. The body of an error is not verified.
    pub(super) fn verifier<B>(&self, reply: &Response<B>) -> Verifier {
        Verifier::new(&self.request, reply.status(), reply.headers())
    }

    /// Verifies a body in memory.
    pub(super) fn verified(&self, reply: Response<Vec<u8>>) -> Result<Response<Vec<u8>>, Failed> {
        let mut verifier = self.verifier(&reply);
        if reply.status().is_success() {
            verifier.update(reply.body());
            verifier.finish().map_err(Failed::Permanently)?;
        }
        Ok(reply)
    }

    /// Reads the result of an attempt. Returns the result of the call, or the pause before the next attempt. Of a body that
    /// is not in memory, `B` has no bytes.
    pub(super) fn read<B: AsRef<[u8]>>(
        &mut self,
        reply: Result<Response<B>, Failed>,
    ) -> ControlFlow<Outcome<O, B>, Duration> {
        let seen = reply.as_ref().ok().filter(|_| self.settings.observer.is_some());
        let seen =
            seen.map(|reply| (reply.status(), request_id(reply.headers()).map(str::to_owned)));
        let (outcome, pause) = match reply {
            Ok(reply) => self.read_reply(reply),
            Err(failed) => {
                let (error, failure) = self.failed(failed);
                (Err(error), self.attempts.failed(failure, &mut self.settings.quota()))
            }
        };
        let pause = pause.filter(|pause| self.deadline.allows(*pause));
        self.observe(seen.as_ref(), outcome.as_ref().err(), pause);
        match pause {
            Some(pause) => ControlFlow::Continue(self.settings.fakes.pause(pause)),
            None => ControlFlow::Break(outcome),
        }
    }

    fn read_reply<B: AsRef<[u8]>>(
        &mut self,
        reply: Response<B>,
    ) -> (Outcome<O, B>, Option<Duration>) {
        let (status, headers) = (reply.status(), reply.headers());
        let quota = &mut self.settings.quota();
        let result = self.operation.read(status, headers, reply.body().as_ref());
        match self.attempts.judge(O::REPEATABLE, result, quota) {
            Ok(output) => (Ok((output, reply)), None),
            Err((error, pause)) => {
                let clock = &self.settings.clock;
                let is_first = !self.is_corrected;
                self.is_corrected |=
                    is_first && clock.measure(self.skew, &error, headers, SystemTime::now());
                let pause =
                    if is_first && self.is_corrected { Some(Duration::ZERO) } else { pause };
                let is_elsewhere = self.is_redirected(&reply) || self.is_misdirected(&error);
                let pause = if is_elsewhere { Some(Duration::ZERO) } else { pause };
                (Err(Error::Service(error)), pause)
            }
        }
    }

    /// Whether a response redirects the call to another region. A call follows one redirect.
    fn is_redirected<B: AsRef<[u8]>>(&mut self, reply: &Response<B>) -> bool {
        if self.is_redirected {
            return false;
        }
        let Ok(endpoint) = self.operation.endpoint_in(&self.settings.region) else { return false };
        let region = self.settings.regions.redirected::<O, B>(&endpoint, &self.request, reply);
        self.is_redirected = region.is_some();
        self.region = region.or_else(|| self.region.take());
        self.is_redirected
    }

    /// Whether an error says that the discovered endpoint is invalid. A call discovers an endpoint once more.
    fn is_misdirected(&mut self, error: &O::Error) -> bool {
        let is_first = !self.is_misdirected;
        self.is_misdirected |= self.settings.endpoints.forget(O::SERVICE.name, error);
        is_first && self.is_misdirected
    }

    /// The error of an attempt without a response. A failure is `None` if a retry is not expected to help, or could
    /// execute the operation twice.
    fn failed(&self, failed: Failed) -> (Error<O::Error>, Option<Failure>) {
        let transport = |cause, has_timed_out| {
            let host = self.host.clone();
            Error::Transport(Unanswered { host, has_timed_out, cause }.into())
        };
        match failed {
            Failed::Permanently(error) => (transport(error, false), None),
            Failed::Connection(error) => (transport(error, false), Some(Failure::of_connection())),
            Failed::ConnectTimeout(error) => (transport(error, true), Some(Failure::of_time())),
            Failed::Timeout(error) => {
                (transport(error, true), self.deadline.repeats.then(Failure::of_time))
            }
            Failed::TooLarge => (Error::TooLarge(self.settings.response_limit), None),
            Failed::Changed(reason) => (Error::Changed(reason), None),
        }
    }

    /// Tells the observer about an attempt. `seen` is the status and the request ID of the response.
    fn observe(
        &self,
        seen: Option<&(StatusCode, Option<String>)>,
        error: Option<&Error<O::Error>>,
        retry_in: Option<Duration>,
    ) {
        let Some(observer) = &self.settings.observer else { return };
        let reason = error.map(Reason);
        observer.0(&Attempt {
            service: O::SERVICE.name,
            operation: O::NAME,
            number: self.number,
            host: &self.host,
            elapsed: self.started.elapsed(),
            status: seen.map(|(status, _)| *status),
            request_id: seen.and_then(|(_, id)| id.as_deref()),
            error: reason.as_ref().map(|reason| reason as &dyn fmt::Display),
            retry_in,
        });
    }
}

// Functions without type parameters are compiled with this crate, not with each crate that calls an operation.

/// Whether only the service knows the endpoint of a request.
fn needs_discovery(request: &Request) -> bool {
    request.extensions().get::<EndpointDiscovery>() == Some(&EndpointDiscovery::Required)
}

/// The region of an attempt: that of the client or of a redirect, with the account of the credentials.
fn region_of(
    region: &Region,
    redirect: Option<&String>,
    credentials: Option<&Credentials>,
) -> Region {
    let mut region = region.clone().or_account_id(credentials.and_then(Credentials::account_id));
    if let Some(name) = redirect {
        region.name.clone_from(name);
    }
    region
}

/// The request for an endpoint. Stores its host.
fn resolved(
    request: &Request,
    endpoint: &Endpoint,
    host: &mut String,
) -> Result<Request, BuildError> {
    let request = endpoint.resolve(request.clone())?;
    request.uri().host().unwrap_or_default().clone_into(host);
    Ok(request)
}

/// Signs a request, and the URLs of copies in it.
fn add_signature(
    request: &mut Request,
    credentials: &Credentials,
    signing: &Signing<'_>,
) -> Result<(), SigningError> {
    add_presigned_url(request, credentials, signing)?;
    sign(request, credentials, signing).map(drop)
}

/// Asks for a response that is not compressed: the clients decompress nothing.
fn refuse_compression(headers: &mut HeaderMap) {
    headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("identity"));
}

/// Sets the stream as the request body. Fails if the streams of the call and the operation differ, with the method to
/// call.
fn set_stream(request: &mut Request, stream: Option<Vec<u8>>) -> Result<(), &'static str> {
    let extensions = request.extensions();
    let takes_stream = extensions.get::<Stream>().is_some();
    let returns_stream = extensions.get::<StreamedReply>().is_some();
    match stream {
        Some(stream) if takes_stream => {
            *request.body_mut() = stream;
            Ok(())
        }
        Some(stream) if !stream.is_empty() => Err(if returns_stream {
            "the operation takes no stream; pass an empty one to `exchange`"
        } else {
            "the operation takes no stream; call `send`"
        }),
        None if takes_stream => Err("the request body is a stream; call `upload` or `exchange`"),
        None if returns_stream => {
            Err("the response body is a stream; call `download`, or `events` if it has events")
        }
        _ => Ok(()),
    }
}

/// Whether the method requires a content length, even for an empty body.
pub(super) fn takes_body(request: &Request) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(request.method())
}
