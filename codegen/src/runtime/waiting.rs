//! Waiters, which poll an operation until a resource reaches a state.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::time::Duration;

use super::error::{OperationError, SendError};
use super::operation::Operation;

/// A waiter: a condition, and the operation to poll.
pub trait Waiter {
    /// The operation to poll.
    type Operation: Operation;

    /// The delay between two attempts.
    const DELAY: Duration;

    /// The maximum number of attempts, if the model defines it.
    const MAX_ATTEMPTS: Option<u32> = None;

    /// The acceptors. The first one that matches a result determines the state.
    const ACCEPTORS: &'static [Acceptor<<Self::Operation as Operation>::Output>];

    /// Returns the state for a result. If no acceptor matches, an output means `Retry` and an error means `Failure`.
    #[must_use]
    fn state(reply: Reply<'_, Self::Operation>) -> State {
        let matching = Self::ACCEPTORS.iter().find(|acceptor| acceptor.matcher.matches(reply));
        let default = if reply.is_ok() { State::Retry } else { State::Failure };
        matching.map_or(default, |acceptor| acceptor.state)
    }
}

/// The result of an operation.
pub type Reply<'r, O> = Result<&'r <O as Operation>::Output, &'r <O as Operation>::Error>;

/// The state of a waiter after a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The condition holds.
    Success,
    /// The condition cannot hold any more.
    Failure,
    /// The condition does not hold yet.
    Retry,
}

impl State {
    /// Accepts an output for which `holds` returns true.
    #[must_use]
    pub const fn if_output<T>(self, holds: fn(&T) -> bool) -> Acceptor<T> {
        Acceptor { state: self, matcher: Matcher::Output(holds) }
    }

    /// Accepts every output.
    #[must_use]
    pub const fn if_success<T>(self) -> Acceptor<T> {
        Acceptor { state: self, matcher: Matcher::Success }
    }

    /// Accepts every error.
    #[must_use]
    pub const fn if_any_error<T>(self) -> Acceptor<T> {
        Acceptor { state: self, matcher: Matcher::AnyError }
    }

    /// Accepts an error with this name or code.
    #[must_use]
    pub const fn if_error<T>(self, name: &'static str) -> Acceptor<T> {
        Acceptor { state: self, matcher: Matcher::Error(name) }
    }

    /// Accepts an error with this status.
    #[must_use]
    pub const fn if_status<T>(self, status: u16) -> Acceptor<T> {
        Acceptor { state: self, matcher: Matcher::Status(status) }
    }
}

/// An acceptor: the state to enter when a result matches. `T` is the output of the operation.
#[derive(Debug)]
pub struct Acceptor<T> {
    /// The state to enter.
    pub state: State,
    /// The condition on the result.
    pub matcher: Matcher<T>,
}

/// A condition on the result of an operation.
pub enum Matcher<T> {
    /// The function returns true for the output.
    Output(fn(&T) -> bool),
    /// Any output.
    Success,
    /// Any error.
    AnyError,
    /// An error with this name or code.
    Error(&'static str),
    /// An error with this status.
    Status(u16),
}

impl<T> Matcher<T> {
    fn matches<E: OperationError>(&self, reply: Result<&T, &E>) -> bool {
        match (self, reply) {
            (Self::Output(holds), Ok(output)) => holds(output),
            (Self::Success, Ok(_)) | (Self::AnyError, Err(_)) => true,
            (Self::Error(name), Err(error)) => error.has_name(name),
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
            Self::Error(name) => write!(f, "Error({name})"),
            Self::Status(status) => write!(f, "Status({status})"),
        }
    }
}

/// Whether there is at least one value and `holds` returns true for all values.
pub fn all<T>(values: impl IntoIterator<Item = T>, holds: impl Fn(T) -> bool) -> bool {
    let mut values = values.into_iter().peekable();
    values.peek().is_some() && values.all(holds)
}

/// Counts the attempts of a waiter. Delay and maximum number are from the model unless they are set.
#[derive(Clone, Debug)]
pub struct Attempts<W> {
    made: u32,
    delay: Duration,
    limit: Option<u32>,
    waiter: PhantomData<fn() -> W>,
}

impl<W: Waiter> Default for Attempts<W> {
    fn default() -> Self {
        Self { made: 0, delay: W::DELAY, limit: W::MAX_ATTEMPTS, waiter: PhantomData }
    }
}

/// The next step after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Stop: the condition holds.
    Done,
    /// Send the request again after this delay.
    Ask(Duration),
    /// Give up.
    Stop(Unmet),
}

/// The reason to give up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// The condition cannot hold any more.
    Failure,
    /// The maximum number of attempts is reached.
    TooManyAttempts,
}

impl<W: Waiter> Attempts<W> {
    /// Sets the delay between two attempts.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Sets the maximum number of attempts. There is always at least one.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.limit = Some(attempts);
        self
    }

    /// Records an attempt and returns the next step. [`wait`](Self::wait) is a loop around this method.
    pub fn after(&mut self, reply: Reply<'_, W::Operation>) -> Next {
        self.made = self.made.saturating_add(1);
        match W::state(reply) {
            State::Success => Next::Done,
            State::Failure => Next::Stop(Unmet::Failure),
            State::Retry if self.limit.is_some_and(|max| self.made >= max) => {
                Next::Stop(Unmet::TooManyAttempts)
            }
            State::Retry => Next::Ask(self.delay),
        }
    }
}

/// The error of a waiter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WaitError<T, E> {
    /// The condition cannot hold any more. The last result is attached.
    Failure(Result<T, E>),
    /// The maximum number of attempts is reached. The last result is attached.
    TooManyAttempts(Result<T, E>),
    /// No response was received.
    Send(E),
}

impl<T: fmt::Debug, E: fmt::Display> fmt::Display for WaitError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failure(Ok(_)) => {
                f.write_str("the response shows that the waiter cannot succeed")
            }
            Self::Failure(Err(error)) => {
                write!(f, "the response shows that the waiter cannot succeed: {error}")
            }
            Self::TooManyAttempts(Ok(_)) => {
                f.write_str("the waiter reached its maximum number of attempts")
            }
            Self::TooManyAttempts(Err(error)) => {
                write!(f, "the waiter reached its maximum number of attempts: {error}")
            }
            Self::Send(error) => error.fmt(f),
        }
    }
}

impl<T: fmt::Debug, E: Error> Error for WaitError<T, E> {
    /// Returns the source of the last error. The last error itself is part of the message.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failure(reply) | Self::TooManyAttempts(reply) => reply.as_ref().err()?.source(),
            Self::Send(error) => error.source(),
        }
    }
}

/// The result of a waiter. The output is `None` if an error satisfies the condition, such as "not found".
pub type Waited<W, E> = Result<Option<OutputOf<W>>, WaitError<OutputOf<W>, E>>;

/// The output of the operation that a waiter polls.
pub type OutputOf<W> = <<W as Waiter>::Operation as Operation>::Output;

/// The error of the operation that a waiter polls.
pub type ErrorOf<W> = <<W as Waiter>::Operation as Operation>::Error;

/// Polls until the condition holds, for blocking code. Returns the output, or `None` if an error satisfies it.
///
/// # Errors
///
/// Fails if the condition cannot hold any more, if there are too many attempts, or if `send` gets no response.
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

/// Polls until the condition holds, for async code. See [`wait`].
///
/// # Errors
///
/// See [`wait`].
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
    /// Polls until the condition holds, for blocking code. See the function [`wait`].
    ///
    /// # Errors
    ///
    /// See [`wait`].
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

    /// Polls until the condition holds, for async code. See the function [`wait_async`].
    ///
    /// # Errors
    ///
    /// See [`wait`].
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

/// The next step of a loop that polls.
pub enum Step<T, E> {
    /// The result of the waiter.
    Ended(Result<Option<T>, WaitError<T, E>>),
    /// Send the request again after this delay.
    Sleep(Duration),
}

impl<W: Waiter> Attempts<W> {
    /// Records the result of an attempt, and returns the next step.
    pub fn step<E>(&mut self, reply: Result<OutputOf<W>, E>) -> Step<OutputOf<W>, E>
    where
        E: SendError<ErrorOf<W>>,
    {
        let result = match &reply {
            Ok(output) => Some(Ok(output)),
            Err(error) => error.answered().map(Err),
        };
        let next = result.map(|result| self.after(result));
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
            // Unreachable: an output is always a result of the service.
            (None, Ok(output)) => Step::Ended(Ok(Some(output))),
        }
    }
}
