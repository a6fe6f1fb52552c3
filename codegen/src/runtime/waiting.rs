//! Waiting until something has come about: an operation is asked again and again, and each reply says whether it has,
//! never will, or may yet.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::time::Duration;

use super::error::{OperationError, SendError};
use super::operation::Operation;

/// Something that can be waited for.
pub trait Waiter {
    /// The operation to ask.
    type Operation: Operation;

    /// How long to wait between two requests.
    const DELAY: Duration;

    /// How often to ask, if the model says it.
    const MAX_ATTEMPTS: Option<u32> = None;

    /// What replies mean. The first that matches counts.
    const ACCEPTORS: &'static [Acceptor<<Self::Operation as Operation>::Output>];

    /// What a reply means. An error that nothing is said of is a failure, and an output that nothing is said of means that
    /// it may yet come about.
    #[must_use]
    fn state(reply: Reply<'_, Self::Operation>) -> State {
        let matching = Self::ACCEPTORS.iter().find(|acceptor| acceptor.matcher.matches(reply));
        let otherwise = if reply.is_ok() { State::Retry } else { State::Failure };
        matching.map_or(otherwise, |acceptor| acceptor.state)
    }
}

/// What an operation answered.
pub type Reply<'r, O> = Result<&'r <O as Operation>::Output, &'r <O as Operation>::Error>;

/// What a reply means for who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has come about.
    Success,
    /// It will not.
    Failure,
    /// It may yet.
    Retry,
}

impl State {
    /// A reply means this if the operation succeeded and something holds of its output.
    #[must_use]
    pub const fn if_output<T>(self, holds: fn(&T) -> bool) -> Acceptor<T> {
        Acceptor { state: self, matcher: Matcher::Output(holds) }
    }

    /// A reply means this if the operation succeeded.
    #[must_use]
    pub const fn if_success<T>(self) -> Acceptor<T> {
        Acceptor { state: self, matcher: Matcher::Success }
    }

    /// A reply means this if the operation failed.
    #[must_use]
    pub const fn if_any_error<T>(self) -> Acceptor<T> {
        Acceptor { state: self, matcher: Matcher::AnyError }
    }

    /// A reply means this if the operation failed with the error of this code.
    #[must_use]
    pub const fn if_error<T>(self, code: &'static str) -> Acceptor<T> {
        Acceptor { state: self, matcher: Matcher::Error(code) }
    }

    /// A reply means this if the operation failed with this status.
    #[must_use]
    pub const fn if_status<T>(self, status: u16) -> Acceptor<T> {
        Acceptor { state: self, matcher: Matcher::Status(status) }
    }
}

/// What a reply means, if it is like this. `T` is the output of the operation.
#[derive(Debug)]
pub struct Acceptor<T> {
    /// What it means.
    pub state: State,
    /// What it is like.
    pub matcher: Matcher<T>,
}

/// What a reply may be like.
pub enum Matcher<T> {
    /// The operation succeeded, and this holds of its output.
    Output(fn(&T) -> bool),
    /// The operation succeeded.
    Success,
    /// The operation failed.
    AnyError,
    /// The operation failed with this error.
    Error(&'static str),
    /// The operation failed with this status.
    Status(u16),
}

impl<T> Matcher<T> {
    fn matches<E: OperationError>(&self, reply: Result<&T, &E>) -> bool {
        match (self, reply) {
            (Self::Output(holds), Ok(output)) => holds(output),
            (Self::Success, Ok(_)) | (Self::AnyError, Err(_)) => true,
            (Self::Error(code), Err(error)) => error.head().code == *code,
            (Self::Status(status), Err(error)) => error.head().status == *status,
            _ => false,
        }
    }
}

impl<T> fmt::Debug for Matcher<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(_) => f.write_str("Output"),
            Self::Success => f.write_str("Success"),
            Self::AnyError => f.write_str("AnyError"),
            Self::Error(code) => write!(f, "Error({code})"),
            Self::Status(status) => write!(f, "Status({status})"),
        }
    }
}

/// Whether there are values, and something holds of all of them.
pub fn all<T>(values: impl IntoIterator<Item = T>, holds: impl Fn(T) -> bool) -> bool {
    let mut values = values.into_iter().peekable();
    values.peek().is_some() && values.all(holds)
}

/// How often is asked, and how often was asked so far: as the model says it, or otherwise.
#[derive(Clone, Debug)]
pub struct Attempts<W> {
    made: u32,
    delay: Duration,
    most: Option<u32>,
    waiter: PhantomData<fn() -> W>,
}

impl<W: Waiter> Default for Attempts<W> {
    fn default() -> Self {
        Self { made: 0, delay: W::DELAY, most: W::MAX_ATTEMPTS, waiter: PhantomData }
    }
}

/// What to do after a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: it has come about.
    Done,
    /// To ask again after this time.
    Ask(Duration),
    /// To give up.
    Stop(Unmet),
}

/// Why there is nothing more to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// It will not come about.
    Failure,
    /// It has not come about, as often as was asked.
    TooManyAttempts,
}

impl<W: Waiter> Attempts<W> {
    /// Waits this long between two requests.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Asks so often at most, and once at least.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.most = Some(attempts);
        self
    }

    /// What to do after a reply to the next attempt, for code that sends and sleeps in a way of its own.
    pub fn after(&mut self, reply: Reply<'_, W::Operation>) -> Next {
        self.made = self.made.saturating_add(1);
        match W::state(reply) {
            State::Success => Next::Done,
            State::Failure => Next::Stop(Unmet::Failure),
            State::Retry if self.most.is_some_and(|most| self.made >= most) => {
                Next::Stop(Unmet::TooManyAttempts)
            }
            State::Retry => Next::Ask(self.delay),
        }
    }
}

/// Why a wait ended without success, with the reply that ended it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WaitError<T, E> {
    /// It will not come about: so says this reply.
    Failure(Result<T, E>),
    /// It has not come about, as often as was asked. This is the last reply.
    TooManyAttempts(Result<T, E>),
    /// A request was not answered by the service.
    Send(E),
}

impl<T: fmt::Debug, E: fmt::Display> fmt::Display for WaitError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failure(Ok(_)) => f.write_str("what was waited for will not come about"),
            Self::Failure(Err(error)) => {
                write!(f, "what was waited for will not come about: {error}")
            }
            Self::TooManyAttempts(Ok(_)) => {
                f.write_str("what was waited for did not come about in time")
            }
            Self::TooManyAttempts(Err(error)) => {
                write!(f, "what was waited for did not come about in time: {error}")
            }
            Self::Send(error) => error.fmt(f),
        }
    }
}

impl<T: fmt::Debug, E: Error> Error for WaitError<T, E> {
    /// What the error that ended the wait, which is printed, does not print itself.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failure(reply) | Self::TooManyAttempts(reply) => reply.as_ref().err()?.source(),
            Self::Send(error) => error.source(),
        }
    }
}

/// How a wait ended: with the last output, or none where an error says that what was waited for has come about.
pub type Waited<W, E> = Result<Option<OutputOf<W>>, WaitError<OutputOf<W>, E>>;

/// The output of the operation that a waiter asks.
pub type OutputOf<W> = <<W as Waiter>::Operation as Operation>::Output;

/// The error of the operation that a waiter asks.
pub type ErrorOf<W> = <<W as Waiter>::Operation as Operation>::Error;

/// Waits, for code that blocks: `send` sends, and `sleep` sleeps. It gives the last output; none where an error says that it
/// has come about.
///
/// # Errors
///
/// Fails if it does not come about, and if the service does not answer.
pub fn wait<W, E>(
    request: &W::Operation,
    send: impl FnMut(&W::Operation) -> Result<OutputOf<W>, E>,
    sleep: impl FnMut(Duration),
) -> Waited<W, E>
where
    W: Waiter,
    E: SendError<ErrorOf<W>>,
{
    Attempts::<W>::default().wait(request, send, sleep)
}

/// As [`wait`], for code that awaits.
///
/// # Errors
///
/// As [`wait`].
pub async fn wait_async<W, E, R, S>(
    request: W::Operation,
    send: impl FnMut(W::Operation) -> R,
    sleep: impl FnMut(Duration) -> S,
) -> Waited<W, E>
where
    W: Waiter,
    W::Operation: Clone,
    E: SendError<ErrorOf<W>>,
    R: Future<Output = Result<OutputOf<W>, E>>,
    S: Future<Output = ()>,
{
    Attempts::<W>::default().wait_async(request, send, sleep).await
}

impl<W: Waiter> Attempts<W> {
    /// As the function [`wait`], with these attempts.
    ///
    /// # Errors
    ///
    /// As [`wait`].
    pub fn wait<E>(
        mut self,
        request: &W::Operation,
        mut send: impl FnMut(&W::Operation) -> Result<OutputOf<W>, E>,
        mut sleep: impl FnMut(Duration),
    ) -> Waited<W, E>
    where
        E: SendError<ErrorOf<W>>,
    {
        loop {
            match self.step(send(request)) {
                Step::Ended(result) => return result,
                Step::Sleep(delay) => sleep(delay),
            }
        }
    }

    /// As the function [`wait_async`], with these attempts.
    ///
    /// # Errors
    ///
    /// As [`wait`].
    pub async fn wait_async<E, R, S>(
        mut self,
        request: W::Operation,
        mut send: impl FnMut(W::Operation) -> R,
        mut sleep: impl FnMut(Duration) -> S,
    ) -> Waited<W, E>
    where
        W::Operation: Clone,
        E: SendError<ErrorOf<W>>,
        R: Future<Output = Result<OutputOf<W>, E>>,
        S: Future<Output = ()>,
    {
        loop {
            match self.step(send(request.clone()).await) {
                Step::Ended(result) => return result,
                Step::Sleep(delay) => sleep(delay).await,
            }
        }
    }
}

/// What comes after a reply.
enum Step<T, E> {
    Ended(Result<Option<T>, WaitError<T, E>>),
    Sleep(Duration),
}

impl<W: Waiter> Attempts<W> {
    fn step<E>(&mut self, reply: Result<OutputOf<W>, E>) -> Step<OutputOf<W>, E>
    where
        E: SendError<ErrorOf<W>>,
    {
        let answer = match &reply {
            Ok(output) => Some(Ok(output)),
            Err(error) => error.answered().map(Err),
        };
        let next = answer.map(|answer| self.after(answer));
        match (next, reply) {
            (Some(Next::Ask(delay)), _) => Step::Sleep(delay),
            (Some(Next::Done), reply) => Step::Ended(Ok(reply.ok())),
            (Some(Next::Stop(Unmet::Failure)), reply) => {
                Step::Ended(Err(WaitError::Failure(reply)))
            }
            (Some(Next::Stop(Unmet::TooManyAttempts)), reply) => {
                Step::Ended(Err(WaitError::TooManyAttempts(reply)))
            }
            (None, Err(error)) => Step::Ended(Err(WaitError::Send(error))),
            // Every output is an answer.
            (None, Ok(output)) => Step::Ended(Ok(Some(output))),
        }
    }
}
