use std::sync::{Arc, Mutex};
use std::time::Duration;

use sending::server::{Act, Reply, Server};

use super::{credentials, ok, policy, sender, REGION};
use crate::output::paddock::{GetHerd, GetPath, PutHorse};
use crate::output::runtime::{Operation, Region};
use crate::Sender;

/// The lines that an observer prints for the attempts of a call, without durations.
fn lines<O: Operation>(acts: Vec<Act>, operation: &O) -> Vec<String> {
    let server = Server::script(acts);
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = lines.clone();
    let observed = sender(&server.url, 2).map(|client| {
        client.observer(move |attempt| {
            let retry = attempt.retry_in.map(|pause| pause >= Duration::from_millis(20));
            let error = attempt.error.map(ToString::to_string);
            let (number, status, id) = (attempt.number, attempt.status, attempt.request_id);
            let operation = attempt.operation;
            log.lock().unwrap().push(format!("{operation} {number} {status:?} {id:?} {error:?} {retry:?}"));
        })
    });
    let _ = observed.send(operation);
    let lines = lines.lock().unwrap().clone();
    lines
}

#[test]
fn observer_sees_every_attempt() {
    let busy = Reply::json(503, r#"{"message":"m"}"#).header("x-amzn-requestid", "7");
    assert_eq!(
        lines(vec![Act::Reply(busy), ok("{}")], &PutHorse::new("Bella")),
        [
            "PutHorse 1 Some(503) Some(\"7\") Some(\"status 503: m (request ID 7)\") Some(true)",
            "PutHorse 2 Some(200) None None None",
        ]
    );
    let cut_off = lines(vec![Act::Close, ok("{}")], &GetHerd::new());
    let start = "GetHerd 1 None None Some(\"no complete response: 127.0.0.1: ";
    assert!(cut_off[0].starts_with(start), "{cut_off:?}");
    assert!(cut_off[0].ends_with(" Some(true)"), "{cut_off:?}");
    assert_eq!(cut_off.len(), 2);
}

/// The hosts that a call asks, with credentials of an account.
fn hosts(region: Region) -> Vec<String> {
    let hosts = Arc::new(Mutex::new(Vec::new()));
    let log = hosts.clone();
    let credentials = credentials().with_account_id("111122223333");
    let sender = Sender::new(region, credentials, policy(1), Duration::from_secs(1));
    let observed = sender.map(|client| {
        client.observer(move |attempt| log.lock().unwrap().push(attempt.host.to_owned()))
    });
    observed.send(&GetPath::new("x")).unwrap_err();
    let hosts = hosts.lock().unwrap().clone();
    hosts
}

#[test]
fn account_of_the_credentials_selects_the_host() {
    assert_eq!(hosts(Region::new(REGION)), ["111122223333.paddock.invalid"]);
    let own = Region::new(REGION).account_id("444455556666");
    assert_eq!(hosts(own), ["444455556666.paddock.invalid"]);
    assert_eq!(hosts(Region::new(REGION).without_account_host()), ["paddock.invalid"]);
}
