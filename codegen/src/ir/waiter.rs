/// Something that can be waited for, as a model says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waitable {
    /// The operation to ask.
    pub operation: String,
    /// How long to wait between two requests, in seconds.
    pub delay: u64,
    /// How often to ask, if the model says it.
    pub max_attempts: Option<u32>,
    /// What replies mean. The first that matches counts.
    pub acceptors: Vec<Acceptance>,
}

/// A reply, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// What it means.
    pub state: WaitState,
    /// Which reply.
    pub reply: ReplyMatch,
}

/// What a reply means for who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitState {
    /// It has come about.
    Success,
    /// It will not.
    Failure,
    /// It may yet.
    Retry,
}

/// Which replies an acceptor is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplyMatch {
    /// Successful ones in whose output this is so.
    Output {
        /// A path of `JMESPath` over the output.
        path: String,
        /// How what it leads to is compared.
        comparison: Comparison,
        /// With what.
        expected: Expected,
    },
    /// Successful ones.
    Success,
    /// All errors.
    AnyError,
    /// The error of this code.
    Error(String),
    /// Errors of this status.
    Status(u16),
    /// Some that farrier does not know, by the name of the matcher.
    Unknown(String),
}

/// How what a path leads to is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The value is what is expected.
    Equals,
    /// There are values, and all of them are.
    All,
    /// One of the values is.
    Any,
}

/// What is expected at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
    /// An integer.
    Number(i64),
}

/// A part of a [`Waitable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitablePart {
    /// The operation to ask.
    Operation,
    /// How often to ask.
    MaxAttempts,
    /// What replies mean.
    Acceptors,
    /// The matcher of an acceptor, by its number.
    Matcher(usize),
    /// The path that a matcher looks at.
    Path(usize),
    /// What it expects there.
    Expected(usize),
}

impl WaitState {
    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Retry => "retry",
        }
    }
}

impl Comparison {
    /// The name that botocore has for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Equals => "path",
            Self::All => "pathAll",
            Self::Any => "pathAny",
        }
    }
}
