//! The nine operations of the generated crate, by their names in the corpora.

use backup_with_serde::types::{
    DependencyFailureException, InvalidParameterValueException, MissingParameterValueException,
    ResourceNotFoundException, ServiceUnavailableException,
};
use backup_with_serde::{
    BuildError, DescribeBackupJob, DescribeCopyJob, DescribeProtectedResource,
    DescribeRecoveryPoint, ErrorReply, ListBackupJobs, ListCopyJobs, ListProtectedResources,
    ListRecoveryPointsByBackupVault, ListRecoveryPointsByResource, Operation, OperationError,
    Request,
};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The result of a response.
pub enum Reply {
    /// The output, in its serde form.
    Ok(Value),
    /// An error of the service.
    Error(ErrorSeen),
    /// A response that could not be parsed.
    Malformed(String),
}

/// An error of the service, as data for comparison.
pub struct ErrorSeen {
    /// `code()`.
    pub code: String,
    /// `message()`.
    pub message: Option<String>,
    /// `request_id()`.
    pub request_id: Option<String>,
    /// The name and the members of the error, if it is modelled.
    pub modelled: Option<(String, Value)>,
    /// The `Display` text.
    pub display: String,
}

/// A type-erased operation.
pub struct Nine {
    /// The name in the model.
    pub name: &'static str,
    /// Makes the request from an input in its serde form. The outer error is serde's.
    pub request: fn(Value) -> Result<Result<Request, BuildError>, serde_json::Error>,
    /// Reads and writes an input in its serde form.
    pub round_trip: fn(Value) -> Result<Value, serde_json::Error>,
    /// Parses a response.
    pub parse: fn(StatusCode, &HeaderMap, &[u8]) -> Reply,
}

/// Finds an operation by name.
///
/// # Panics
///
/// Panics if the operation is missing.
#[must_use]
pub fn nine(name: &str) -> &'static Nine {
    NINE.iter().find(|nine| nine.name == name).unwrap_or_else(|| panic!("no operation `{name}`"))
}

/// All nine operations.
pub const NINE: &[Nine] = &[
    operation::<DescribeBackupJob>(),
    operation::<DescribeCopyJob>(),
    operation::<DescribeProtectedResource>(),
    operation::<DescribeRecoveryPoint>(),
    operation::<ListBackupJobs>(),
    operation::<ListCopyJobs>(),
    operation::<ListProtectedResources>(),
    operation::<ListRecoveryPointsByBackupVault>(),
    operation::<ListRecoveryPointsByResource>(),
];

/// Access to the modelled variants of an error enum.
pub trait Modelled: OperationError {
    /// The name and the members of the error, if it is modelled.
    fn modelled(&self) -> Option<(String, Value)>;

    /// Whether the response could not be parsed.
    fn is_malformed(&self) -> bool;
}

const fn operation<O>() -> Nine
where
    O: Operation + Serialize + for<'de> Deserialize<'de>,
    O::Output: Serialize,
    O::Error: Modelled,
{
    Nine {
        name: O::NAME,
        request: |input| serde_json::from_value::<O>(input).map(|operation| operation.request()),
        round_trip: |input| serde_json::to_value(serde_json::from_value::<O>(input)?),
        parse: |status, headers, body| match O::parse(status, headers, body) {
            Ok(output) => Reply::Ok(json(&output)),
            Err(error) if error.is_malformed() => Reply::Malformed(error.to_string()),
            Err(error) => {
                let head = error.head();
                Reply::Error(ErrorSeen {
                    code: head.code.clone(),
                    message: head.message.clone(),
                    request_id: head.request_id.clone(),
                    modelled: error.modelled(),
                    display: error.to_string(),
                })
            }
        },
    }
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("generated types have a JSON form")
}

macro_rules! modelled {
    ($($error:ident: $($variant:ident)*;)*) => {$(
        impl Modelled for backup_with_serde::$error {
            fn modelled(&self) -> Option<(String, Value)> {
                match self {
                    $(Self::$variant(reply) => {
                        let reply: &ErrorReply<$variant> = reply;
                        Some((stringify!($variant).to_owned(), json(reply.detail())))
                    })*
                    _ => None,
                }
            }

            fn is_malformed(&self) -> bool {
                matches!(self, Self::Malformed(_))
            }
        }
    )*};
}
modelled! {
    DescribeBackupJobError: DependencyFailureException InvalidParameterValueException MissingParameterValueException ResourceNotFoundException ServiceUnavailableException;
    DescribeCopyJobError: InvalidParameterValueException MissingParameterValueException ResourceNotFoundException ServiceUnavailableException;
    DescribeProtectedResourceError: InvalidParameterValueException MissingParameterValueException ResourceNotFoundException ServiceUnavailableException;
    DescribeRecoveryPointError: InvalidParameterValueException MissingParameterValueException ResourceNotFoundException ServiceUnavailableException;
    ListBackupJobsError: InvalidParameterValueException ServiceUnavailableException;
    ListCopyJobsError: InvalidParameterValueException ServiceUnavailableException;
    ListProtectedResourcesError: InvalidParameterValueException ServiceUnavailableException;
    ListRecoveryPointsByBackupVaultError: InvalidParameterValueException MissingParameterValueException ResourceNotFoundException ServiceUnavailableException;
    ListRecoveryPointsByResourceError: InvalidParameterValueException MissingParameterValueException ResourceNotFoundException ServiceUnavailableException;
}
