use std::io::Read;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use sending::server::{Act, Reply, Server};
use sending::signature;

use super::{ok, sender};
use crate::output::client::{Client, Error, Timeouts};
use crate::output::paddock::{GetPath, PutHorse, TrainHorse};
use crate::output::runtime::retry::Policy;
use crate::output::runtime::{Operation, Timestamp};

const SHORT: Duration = Duration::from_millis(700);

fn limit() -> Timeouts {
    Timeouts::default().attempt(SHORT)
}

/// The number of requests that a slow operation sends, and whether it succeeds at the second attempt.
fn sent<O: Operation>(operation: &O, set: impl FnOnce(Client) -> Client) -> (usize, bool) {
    let slow = Act::Slow(Duration::from_secs(2), Reply::json(200, "{}"));
    let server = Server::script(vec![slow, ok("{}")]);
    let called = sender(&server.url, 3).map(set).send(operation);
    assert!(matches!(called, Ok(_) | Err(Error::Transport(_))));
    (server.seen().len(), called.is_ok())
}

/// An operation such as `Invoke` of Lambda.
#[test]
fn slow_operation_is_sent_once() {
    let train = TrainHorse::new("Bella");
    assert_eq!(sent(&train, |client| client), (1, true));
    assert_eq!(sent(&train, |client| client.timeouts(limit())), (1, false));
}

#[test]
fn repeatable_operation_is_sent_again_after_a_timeout() {
    assert_eq!(sent(&GetPath::new("x"), |client| client.timeouts(limit())), (2, true));
    assert_eq!(sent(&PutHorse::new("Bella"), |client| client.timeouts(limit())), (2, true));
    let never = |client: Client| client.timeouts(limit().repeat(false));
    assert_eq!(sent(&GetPath::new("x"), never), (1, false));
}

#[test]
fn client_operation_or_call_allows_repetition() {
    let (train, repeated) = (TrainHorse::new("Bella"), limit().repeat(true));
    assert_eq!(sent(&train, |client| client.timeouts(repeated)), (2, true));
    assert_eq!(sent(&train, |client| client.timeouts_of::<TrainHorse>(repeated)), (2, true));
    assert_eq!(sent(&train, |client| client.with_timeouts(repeated)), (2, true));
}

#[test]
fn timeouts_of_a_call_precede_those_of_the_operation_and_the_client() {
    let (train, long) = (TrainHorse::new("Bella"), Timeouts::default().attempt(Duration::MAX));
    let client = |client: Client| client.timeouts(limit());
    assert_eq!(sent(&train, |other| client(other).timeouts_of::<TrainHorse>(long)), (1, true));
    assert_eq!(sent(&train, |other| client(other).timeouts_of::<GetPath>(long)), (1, false));
    let operation = |other| client(other).timeouts_of::<TrainHorse>(long);
    assert_eq!(sent(&train, |other| operation(other).with_timeouts(limit())), (1, false));
    // The unset values are those of the operation.
    let call = Timeouts::default().repeat(true);
    assert_eq!(sent(&train, |other| operation(other).with_timeouts(call)), (1, true));
}

#[test]
fn call_has_a_limit_for_all_attempts() {
    let busy = Act::Reply(Reply::json(503, "{}"));
    let server = Server::script(vec![busy]);
    let pause = Duration::from_secs(60);
    let patient = Policy::default().jitter(|| 1.0).pauses(pause, pause);
    let limit = Timeouts::default().call(2 * SHORT);
    let client = sender(&server.url, 3).map(|client| client.retry(patient).timeouts(limit));
    let error = client.send(&GetPath::new("x")).unwrap_err();
    // There is no time for the pause.
    assert!(matches!(error, Error::Service(_)), "{error}");
    assert_eq!(server.seen().len(), 1);
    assert_eq!(sent(&GetPath::new("x"), |client| client.timeouts(limit)), (1, false));
}

#[test]
fn response_that_stalls_ends_the_attempt() {
    let server = Server::script(vec![Act::Stall(Reply::json(200, "{}")), ok("{}")]);
    let idle = Timeouts::default().idle(SHORT);
    let client = sender(&server.url, 3).map(|client| client.timeouts(idle));
    client.send(&GetPath::new("x")).unwrap();
    assert_eq!(server.seen().len(), 2);
    // The service has executed this operation.
    let server = Server::script(vec![Act::Stall(Reply::json(200, "{}")), ok("{}")]);
    let client = sender(&server.url, 3).map(|client| client.timeouts(idle));
    let error = client.send(&TrainHorse::new("Bella")).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn slow_response_has_no_limit_while_bytes_arrive() {
    let drip = || Act::Drip(SHORT / 7, Reply::json(200, r#"{"name":"Bella"}"#));
    let server = Server::script(vec![drip()]);
    let idle = Timeouts::default().idle(SHORT);
    let client = sender(&server.url, 1).map(|client| client.timeouts(idle));
    client.send(&TrainHorse::new("Bella")).unwrap();
    // The limit of the call ends it.
    let client = sender(&server.url, 1).map(|client| client.timeouts(idle.call(SHORT)));
    let error = client.send(&TrainHorse::new("Bella")).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
}

/// The server accepts connections and does not answer the TLS handshake.
#[test]
fn connection_attempt_is_repeated_for_every_operation() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let connected = Arc::new(AtomicU32::new(0));
    let count = connected.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            std::thread::spawn(move || stream.read_to_end(&mut Vec::new()));
        }
    });
    let error = sender(&url, 2).send(&TrainHorse::new("Bella")).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(connected.load(Ordering::SeqCst), 2, "{error}");
}

/// The times of signatures, in seconds from now.
fn signed(server: &Server) -> Vec<i64> {
    let now = Timestamp::from(SystemTime::now()).seconds();
    let seen = server.seen();
    let dates = seen.iter().map(|request| signature::time(request.header("x-amz-date").unwrap()));
    dates.map(|date| Timestamp::from(date).seconds() - now).collect()
}

/// A response of a server whose clock is an hour fast.
fn too_early() -> Act {
    let date = Timestamp::from(SystemTime::now() + Duration::from_secs(3600)).to_http_date();
    let body = r#"{"message":"Signature expired"}"#;
    let reply = Reply::json(403, body).header("x-amzn-errortype", "InvalidSignatureException");
    Act::Reply(reply.header("date", &date))
}

#[test]
fn clock_is_corrected_once() {
    let server = Server::script(vec![too_early(), ok("{}")]);
    let client = sender(&server.url, 1);
    client.send(&TrainHorse::new("Bella")).unwrap();
    client.send(&TrainHorse::new("Bella")).unwrap();
    let times = signed(&server);
    assert!(times[0].abs() < 60 && times[1..].iter().all(|time| (3540..3660).contains(time)), "{times:?}");
    assert_eq!(times.len(), 3);
    // The corrected signature is rejected, too.
    let server = Server::script(vec![too_early()]);
    let error = sender(&server.url, 3).send(&TrainHorse::new("Bella")).unwrap_err();
    assert!(matches!(error, Error::Service(_)), "{error}");
    assert_eq!(server.seen().len(), 2);
}
