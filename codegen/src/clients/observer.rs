//! The observer of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

/// An attempt that has ended. It contains no secret, and no value that the model marks as sensitive.
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The name of the service, such as `AWS Backup`.
    pub service: &'static str,
    /// The name of the operation, such as `ListBackupJobs`.
    pub operation: &'static str,
    /// The number of the attempt, from 1.
    pub number: u32,
    /// The host of the request.
    pub host: &'a str,
    /// The duration of the attempt, without pauses.
    pub elapsed: Duration,
    /// The status of the response, if there was one.
    pub status: Option<StatusCode>,
    /// The request ID of the response, which AWS Support asks for.
    pub request_id: Option<&'a str>,
    /// The error, if the attempt failed.
    pub error: Option<&'a dyn fmt::Display>,
    /// The pause before the next attempt, if there is one.
    pub retry_in: Option<Duration>,
}

impl fmt::Display for Attempt<'_> {
    /// One line, such as `AWS Backup ListBackupJobs attempt 1 at backup.eu-west-1.amazonaws.com: 200 in 84 ms`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, operation, number, host, .. } = self;
        write!(f, "{service} {operation} attempt {number} at {host}: ")?;
        match (self.error, self.status) {
            (Some(error), _) => write!(f, "{error}")?,
            (None, Some(status)) => f.write_str(status.as_str())?,
            (None, None) => f.write_str("no response")?,
        }
        write!(f, " in {} ms", self.elapsed.as_millis())?;
        match self.retry_in {
            Some(pause) => write!(f, ", retry in {} ms", pause.as_millis()),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attempt({self})")
    }
}

/// A function that is told of every attempt.
#[derive(Clone)]
pub(super) struct Observer(pub(super) Arc<dyn Fn(&Attempt<'_>) + Send + Sync>);
