//! Every value that a program keeps secret is marked. No error, observer or `Debug` may show a mark.

use std::error::Error as _;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sending::server::{Act, Reply, Server};

use super::{ok, policy};
use crate::output::client::{Client, Credentials};
use crate::output::paddock::{AskOwner, GetPath, OpenGate, PutFilm, PutHorse};
use crate::output::runtime::{Operation, Region};
use crate::Sender;

const MARK: &str = "xyzzy";

fn marked_credentials() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "xyzzy-secret", Some("xyzzy-token".to_owned()), None, "test")
}

/// Calls an operation in every way, and returns all that a program could log.
fn logged<O: Operation>(sender: &Sender, operation: &O) -> String
where
    O::Output: Debug,
{
    let attempts = Arc::new(Mutex::new(String::new()));
    let log = attempts.clone();
    let observed = sender.map(|client| {
        client.bearer_token("xyzzy-bearer").observer(move |attempt| {
            let _ = writeln!(log.lock().unwrap(), "{attempt} {attempt:?}");
        })
    });
    let mut text = String::new();
    if let Err(error) = observed.send(operation) {
        let _ = writeln!(text, "{error} {error:?} {:?}", error.source());
    }
    if let Err(error) = observed.exchange(operation, b"xyzzy-stream") {
        let _ = writeln!(text, "{error} {error:?}");
    }
    match observed.presign(operation) {
        Ok(presigned) => _ = writeln!(text, "{presigned:?}"),
        Err(error) => _ = writeln!(text, "{error} {error:?}"),
    }
    text.push_str(&attempts.lock().unwrap());
    text
}

/// All failures of the server.
fn failures() -> Vec<Vec<Act>> {
    let reply = |status| Reply::json(status, r#"{"name":"Bella"}"#);
    [
        Act::Reply(reply(200)),
        Act::Reply(Reply::json(200, "[")),
        Act::Reply(Reply::json(200, r#"{"name":7}"#)),
        Act::Reply(reply(301).header("location", "http://127.0.0.1:1/")),
        Act::Reply(reply(400)),
        Act::Reply(reply(403).header("x-amzn-errortype", "SignatureDoesNotMatch")),
        Act::Reply(reply(503)),
        Act::Slow(Duration::from_secs(1), reply(200)),
        Act::Stall(reply(200)),
        Act::CutOff(reply(200)),
        Act::CutOffChunks(reply(200)),
        Act::Close,
    ]
    .map(|act| vec![act])
    .into()
}

fn sender(url: &str) -> Sender {
    let region = Region::new("eu-west-1").url(url);
    let sender = Sender::new(region, marked_credentials(), policy(2), Duration::from_secs(1));
    let limit = Duration::from_millis(400);
    let limits = crate::output::client::Timeouts::default().attempt(limit).idle(limit / 2);
    sender.map(|client: Client| client.timeouts(limits))
}

#[test]
fn no_error_or_log_contains_a_secret() {
    let horse = PutHorse::new(MARK).text(MARK).owner(MARK).token(MARK);
    let mut logs = vec![format!("{:?}", marked_credentials())];
    let mut call_all = |sender: &Sender| {
        logs.push(logged(sender, &horse));
        logs.push(logged(sender, &GetPath::new("xyzzy/x")));
        logs.push(logged(sender, &AskOwner::new()));
        logs.push(logged(sender, &OpenGate::new()));
        logs.push(logged(sender, &PutFilm::new()));
    };
    for acts in failures() {
        let server = Server::script(acts);
        call_all(&sender(&server.url));
    }
    let server = Server::script(vec![ok(&"x".repeat(1000))]);
    call_all(&sender(&server.url).map(|client: Client| client.response_limit(10)));
    for url in ["http://127.0.0.1:1", "http://nowhere.invalid", "https://127.0.0.1:1"] {
        call_all(&sender(url));
        call_all(&sender(&format!("{url}/%zz")));
        call_all(&sender(&url.replace("//", "//user:xyzzy@")));
        call_all(&sender(&format!("{url}/../xyzzy")));
    }
    for log in logs {
        assert!(!log.contains(MARK), "{log}");
    }
}
