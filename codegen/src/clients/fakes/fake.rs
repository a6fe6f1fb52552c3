//! Fake responses, which tests give to a client.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::Response;

use super::super::runtime::fakes::reply::{self, FakeError, FakeOperation};
use super::super::runtime::{BuildError, Operation, Request};
use super::call::Failed;
use super::sender::Client;

/// Responses for a client, and the requests that the client would have sent. Clones share them.
///
/// A call takes the next response for its operation; a retry takes one more. A call without a response fails with
/// [`Error::Transport`](super::Error::Transport), which names the operation. Pauses before retries and between the polls of a
/// waiter take no time.
#[derive(Clone, Default)]
pub struct Fake(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<(Called, Answer)>,
    requests: Vec<SentRequest>,
}

/// The result of an attempt.
enum Answer {
    Response(Response<Vec<u8>>),
    /// A response that the protocol cannot express.
    Impossible(BuildError),
    Lost,
    TimedOut,
}

/// The operation of a request: its service and its name.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Called(&'static str, &'static str);

impl Called {
    fn of<O: Operation>() -> Self {
        Self(O::SERVICE.name, O::NAME)
    }
}

/// A request that a client would have sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct SentRequest {
    /// The name of the operation.
    pub operation: &'static str,
    /// The request, with its host, its signature and its body. A body that is a stream is as the caller passed it.
    pub request: Request,
}

impl SentRequest {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.request.body())
    }
}

#[allow(clippy::must_use_candidate)] // Methods that add a response return the fake for the next one.
impl Fake {
    /// Creates a fake without responses.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a response with the output that `fill` completes, such as
    /// `fake.output::<GetItem>(|output| output.item = Some(item))`.
    pub fn output<O: FakeOperation>(&self, fill: impl FnOnce(&mut O::Output)) -> &Self
    where
        O::Output: Default,
    {
        self.add::<O>(reply::output::<O>(fill))
    }

    /// Adds a response whose body is a stream, with the output that `fill` completes.
    pub fn stream<O: FakeOperation>(
        &self,
        body: impl Into<Vec<u8>>,
        fill: impl FnOnce(&mut O::Output),
    ) -> &Self
    where
        O::Output: Default,
    {
        self.add::<O>(reply::output::<O>(fill).map(|response| response.map(|_| body.into())))
    }

    /// Adds a response with an error of the operation.
    pub fn error<O: FakeOperation>(&self, error: impl FakeError<O>, message: &str) -> &Self {
        self.add::<O>(reply::error::<O>(error, message))
    }

    /// Adds a response with an error that the model does not list, such as
    /// `fake.failure::<GetItem>(400, "ThrottlingException", "Rate exceeded")`. The status is at least 300.
    pub fn failure<O: FakeOperation>(&self, status: u16, code: &str, message: &str) -> &Self {
        self.add::<O>(reply::failure::<O>(status, code, message))
    }

    /// Adds any response, for example one that cannot be read.
    pub fn response<O: Operation>(&self, response: Response<Vec<u8>>) -> &Self {
        self.add::<O>(Ok(response))
    }

    /// Adds a connection that ends without a response. The call is retried.
    pub fn lost<O: Operation>(&self) -> &Self {
        self.state().answers.push_back((Called::of::<O>(), Answer::Lost));
        self
    }

    /// Adds a timeout. The call is retried only if the operation is [repeatable](Operation::REPEATABLE).
    pub fn timed_out<O: Operation>(&self) -> &Self {
        self.state().answers.push_back((Called::of::<O>(), Answer::TimedOut));
        self
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<SentRequest> {
        self.state().requests.clone()
    }

    /// The operations of the responses that no call has taken.
    #[must_use]
    pub fn unused(&self) -> Vec<&'static str> {
        self.state().answers.iter().map(|(called, _)| called.1).collect()
    }

    pub(super) fn add<O: Operation>(
        &self,
        response: Result<Response<Vec<u8>>, BuildError>,
    ) -> &Self {
        let answer = response.map_or_else(Answer::Impossible, Answer::Response);
        self.state().answers.push_back((Called::of::<O>(), answer));
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a request and takes its response.
    fn answer(&self, request: &Request) -> Result<Response<Vec<u8>>, Failed> {
        let Some(called) = request.extensions().get::<Called>().copied() else {
            return Err(Failed::Permanently("the request has no operation".into()));
        };
        let mut state = self.state();
        state.requests.push(SentRequest { operation: called.1, request: request.clone() });
        let next = state.answers.iter().position(|(of, _)| *of == called);
        match next.and_then(|next| state.answers.remove(next)) {
            Some((_, Answer::Response(response))) => Ok(response),
            Some((_, Answer::Impossible(error))) => Err(Failed::Permanently(error.into())),
            Some((_, Answer::Lost)) => {
                Err(Failed::Connection("the fake connection was lost".into()))
            }
            Some((_, Answer::TimedOut)) => {
                Err(Failed::Timeout("the fake attempt timed out".into()))
            }
            None => {
                let sent = state.requests.iter().filter(|sent| sent.operation == called.1).count();
                let message = format!(
                    "the fake has no response for request {sent} of `{}`; a retry is a request, too",
                    called.1
                );
                Err(Failed::Permanently(message.into()))
            }
        }
    }
}

impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("SentRequest");
        debug.field("operation", &self.operation).field("uri", self.request.uri());
        debug.field("text", &self.text()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requests: Vec<_> =
            self.state().requests.iter().map(|request| request.operation).collect();
        f.debug_struct("Fake").field("requests", &requests).field("unused", &self.unused()).finish()
    }
}

impl Client {
    /// Takes the responses from a fake and sends nothing.
    #[must_use]
    pub fn fake(mut self, fake: &Fake) -> Self {
        self.settings.fakes = Fakes(Some(fake.clone()));
        self
    }
}

/// The fake responses of a client.
#[derive(Clone, Default)]
pub(super) struct Fakes(Option<Fake>);

impl Fakes {
    /// Whether the client sends nothing.
    pub(super) fn are_set(&self) -> bool {
        self.0.is_some()
    }

    /// Marks a request with its operation.
    pub(super) fn mark<O: Operation>(&self, request: &mut Request) {
        if self.are_set() {
            request.extensions_mut().insert(Called::of::<O>());
        }
    }

    /// The fake response to a request.
    pub(super) fn answer(&self, request: &Request) -> Option<Result<Response<Vec<u8>>, Failed>> {
        self.0.as_ref().map(|fake| fake.answer(request))
    }

    /// The time to wait for.
    pub(super) fn pause(&self, pause: Duration) -> Duration {
        if self.are_set() { Duration::ZERO } else { pause }
    }
}
