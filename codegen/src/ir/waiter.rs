/// A waiter in the model: polls an operation until a response matches an acceptor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waitable {
    /// The polled operation.
    pub operation: String,
    /// The delay between two requests, in seconds.
    pub delay: u64,
    /// The maximum number of requests, if the model limits it.
    pub max_attempts: Option<u32>,
    /// The acceptors. The first match decides.
    pub acceptors: Vec<WaitableAcceptor>,
}

/// An acceptor of a waiter: the state that follows from a matching response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitableAcceptor {
    /// The state of the waiter after a match.
    pub state: WaitState,
    /// The condition on the response.
    pub matcher: WaitableMatcher,
}

/// The state of a waiter after a matching response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitState {
    /// The waiter succeeds.
    Success,
    /// The waiter fails.
    Failure,
    /// The waiter polls again.
    Retry,
}

/// A condition on a response. `JMESPath` expressions are not resolved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaitableMatcher {
    /// The operation succeeded, and a value in its output is as expected.
    Output {
        /// The `JMESPath` expression for the value.
        path: String,
        /// The comparison with the expected value.
        comparison: PathComparison,
        /// The expected value.
        expected: ExpectedValue,
    },
    /// The operation succeeded.
    Success,
    /// The operation failed.
    AnyError,
    /// The operation failed with this error code.
    Error(String),
    /// The operation failed with this status.
    Status(u16),
    /// An unknown matcher, by name.
    Unknown(String),
}

/// The comparison of the values at the end of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathComparison {
    /// The value equals the expected value.
    Equals,
    /// There is at least one value, and all equal the expected value.
    All,
    /// At least one value equals the expected value.
    Any,
}

/// The expected value of a matcher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectedValue {
    /// A string.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
    /// An integer.
    Number(i64),
}

/// A part of a [`Waitable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitablePart {
    /// The polled operation.
    Operation,
    /// The maximum number of requests.
    MaxAttempts,
    /// The acceptors.
    Acceptors,
    /// The matcher of the acceptor with this index.
    Matcher(usize),
    /// The path of a matcher.
    Path(usize),
    /// The expected value of a matcher.
    Expected(usize),
}

impl WaitState {
    /// The name of the state in models.
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Retry => "retry",
        }
    }
}

impl PathComparison {
    /// The name of the comparison in botocore models.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equals => "path",
            Self::All => "pathAll",
            Self::Any => "pathAny",
        }
    }
}
