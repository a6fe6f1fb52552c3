//! Tests that every client must pass. The file that includes this module defines `crate::Sender` for a client, and
//! `crate::output` for the generated code.

mod replies;
mod requests;
mod time;
mod trouble;

use std::time::Duration;

use aws_credential_types::Credentials;
use sending::server::{Act, Reply};

use crate::output::runtime::Region;
use crate::output::runtime::retry::Policy;
use crate::Sender;

pub const REGION: &str = "eu-west-1";

pub fn credentials() -> Credentials {
    Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", Some("session/token==".to_owned()))
}

/// A client with this number of attempts, with short pauses and without timeouts.
pub fn sender(url: &str, attempts: u32) -> Sender {
    let policy = Policy::default().attempts(attempts).jitter(|| 1.0);
    let policy = policy.pauses(Duration::from_millis(20), Duration::from_millis(200));
    Sender::new(Region::new(REGION).url(url), credentials(), policy, Duration::from_millis(500))
}

pub fn ok(body: &str) -> Act {
    Act::Reply(Reply::json(200, body))
}
