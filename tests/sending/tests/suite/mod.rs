//! Tests that every client must pass. The file that includes this module defines `crate::Sender` for a client, and
//! `crate::output` for the generated code.

mod cbor;
mod compression;
mod discovery;
mod events;
mod observed;
mod presigned;
mod promises;
mod replies;
mod requests;
mod s3;
mod schemes;
mod secrets;
mod streams;
mod time;
mod trouble;
mod waiting;

use std::time::Duration;

use sending::server::{Act, Reply};
use sending::signature::Keys;

use crate::output::client::Credentials;
use crate::output::runtime::Region;
use crate::output::runtime::retry::Policy;
use crate::Sender;

pub const REGION: &str = "eu-west-1";

pub const KEYS: Keys =
    Keys { id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG", token: "session/token==" };

pub fn credentials() -> Credentials {
    let Keys { id, secret, token } = KEYS;
    Credentials::new(id, secret, Some(token.to_owned()), None, "test")
}

/// A client with this number of attempts, with short pauses and without timeouts.
pub fn sender(url: &str, attempts: u32) -> Sender {
    Sender::new(
        Region::new(REGION).url(url),
        credentials(),
        policy(attempts),
        Duration::from_millis(500),
    )
}

pub fn policy(attempts: u32) -> Policy {
    let policy = Policy::default().attempts(attempts).jitter(|| 1.0);
    policy.pauses(Duration::from_millis(20), Duration::from_millis(200))
}

pub fn ok(body: &str) -> Act {
    Act::Reply(Reply::json(200, body))
}
