//! Responses of STS: the credentials of a session, or an error.

use std::fmt::Display;
use std::time::SystemTime;

use super::super::super::runtime::credentials::Credentials;
use super::super::super::runtime::{ErrorReply, MalformedReply, Reply, Timestamp, error, xml};
use super::chain::of_account;
use super::exchange;
use super::failure::Failure;

/// Reads a response. `result` is the name of the element with the output.
///
/// # Errors
///
/// Fails for an error of STS, and for a response that cannot be read.
pub fn read(reply: &exchange::Reply, result: &str) -> Result<AssumedRole, StsError> {
    let reply = Reply::new(reply.status(), reply.headers(), reply.body());
    Ok(reply.success::<StsError>(xml::reply::error)?.xml_result(result)?)
}

/// The error of both operations.
#[derive(Debug)]
pub enum StsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// An error of STS, or a response of another program.
    Unmodelled(ErrorReply),
}

error::operation_error! { StsError {} }

impl StsError {
    /// The message. A text that is not of STS may repeat the request, and so the token.
    pub fn reason(&self) -> String {
        match self {
            Self::Unmodelled(reply) if reply.head().names().is_empty() => {
                format!("status {}", reply.head().status)
            }
            error => error.to_string(),
        }
    }
}

/// The output of both operations.
#[derive(Default)]
pub struct AssumedRole {
    keys: Option<Keys>,
    user: Option<User>,
}

/// Temporary credentials.
#[derive(Default)]
struct Keys {
    id: Option<String>,
    secret: Option<String>,
    token: Option<String>,
    expiration: Option<Timestamp>,
}

/// The session.
#[derive(Default)]
struct User {
    arn: Option<String>,
}

xml::decode! { AssumedRole {
    "Credentials" => keys,
    "AssumedRoleUser" => user,
} }

xml::decode! { Keys {
    "AccessKeyId" => id,
    "SecretAccessKey" => secret,
    "SessionToken" => token,
    "Expiration" => expiration,
} }

xml::decode! { User {
    "Arn" => arn,
} }

/// The credentials of a session, with the account in its ARN.
///
/// # Errors
///
/// Fails if there is no response, or if it has no credentials. The message names the role.
pub fn credentials_of(
    assumed: Result<AssumedRole, String>,
    role: &str,
    source: &'static str,
) -> Result<Credentials, Failure> {
    let failed = |reason: &dyn Display| {
        Failure::Failed(format!("cannot assume the role `{role}`: {reason}"))
    };
    let AssumedRole { keys, user } = assumed.map_err(|reason| failed(&reason))?;
    let Keys { id: Some(id), secret: Some(secret), token: Some(token), expiration: Some(end) } =
        keys.unwrap_or_default()
    else {
        return Err(failed(&"the response of STS has no complete `Credentials`"));
    };
    let end = SystemTime::try_from(end).map_err(|error| failed(&error))?;
    let account = user.and_then(|user| {
        let account = user.arn?.split(':').nth(4)?.to_owned();
        (!account.is_empty()).then_some(account)
    });
    Ok(of_account(Credentials::new(id, secret, Some(token), Some(end), source), account))
}
