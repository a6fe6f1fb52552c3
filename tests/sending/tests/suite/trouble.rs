use std::error::Error as _;
use std::io::{Read, Write};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;
use std::time::Duration;

use sending::server::{Act, Reply, Seen, Server};

use super::{ok, sender};
use crate::output::backup::{DescribeBackupJob, DescribeBackupJobError};
use crate::output::client::Error;
use crate::output::paddock::PutHorse;

type Called = Result<Option<String>, Error<DescribeBackupJobError>>;

/// The result of a call to a server that performs these acts, and the received requests.
fn call(acts: Vec<Act>, attempts: u32) -> (Called, Vec<Seen>) {
    let server = Server::script(acts);
    let called = sender(&server.url, attempts).send(&DescribeBackupJob::new("job-1"));
    (called.map(|job| job.resource_name), server.seen())
}

fn fail(status: u16, code: &str) -> Act {
    Act::Reply(Reply::json(status, &format!(r#"{{"Code":"{code}","Message":"m"}}"#)))
}

fn web() -> Act {
    ok(r#"{"ResourceName":"web"}"#)
}

fn web_reply() -> Reply {
    Reply::json(200, r#"{"ResourceName":"web"}"#)
}

#[track_caller]
fn succeeds_at_the_second_attempt(first: Act) {
    let (called, seen) = call(vec![first, web()], 3);
    assert_eq!(called.unwrap().as_deref(), Some("web"));
    assert_eq!(seen.len(), 2);
}

#[test]
fn retries_transient_failures() {
    succeeds_at_the_second_attempt(fail(503, "ServiceUnavailableException"));
    succeeds_at_the_second_attempt(fail(500, ""));
    succeeds_at_the_second_attempt(fail(400, "RequestTimeout"));
    succeeds_at_the_second_attempt(fail(400, "ThrottlingException"));
    succeeds_at_the_second_attempt(fail(429, ""));
    succeeds_at_the_second_attempt(Act::Close);
    succeeds_at_the_second_attempt(Act::CutOff(web_reply()));
    succeeds_at_the_second_attempt(Act::CutOffChunks(web_reply()));
}

#[test]
fn returns_the_last_error_after_three_attempts() {
    let (called, seen) = call(vec![fail(503, "A"), fail(503, "B"), fail(503, "C"), web()], 3);
    let error = called.unwrap_err();
    assert_eq!(error.to_string(), "DescribeBackupJob: C: m (status 503)");
    assert_eq!(seen.len(), 3);
    let (called, seen) = call(vec![fail(503, "A"), web()], 1);
    let error = called.unwrap_err().to_string();
    assert_eq!((&*error, seen.len()), ("DescribeBackupJob: A: m (status 503)", 1));
}

#[test]
fn does_not_retry_permanent_failures() {
    for act in [fail(400, "ResourceNotFoundException"), fail(403, "AccessDenied"), ok("[")] {
        let (called, seen) = call(vec![act, web()], 3);
        assert!(called.unwrap_err().service().is_some());
        assert_eq!(seen.len(), 1);
    }
}

#[test]
fn rejects_truncated_response() {
    for act in [Act::CutOff(web_reply()), Act::CutOffChunks(web_reply()), Act::Close] {
        let (called, seen) = call(vec![act], 1);
        let error = called.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error}");
        assert!(error.source().is_none() && error.to_string().len() > 30, "{error}");
        assert_eq!(seen.len(), 1);
    }
    // A truncated body that is still valid JSON counts as whole. A truncated error body is not parsed as an error.
    let (called, seen) = call(vec![Act::CutOff(Reply::json(400, r#"{"Code":"X"}"#)), web()], 2);
    assert_eq!((called.unwrap().as_deref(), seen.len()), (Some("web"), 2));
}

#[test]
fn reports_refused_connection() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = sender(&url, 2).send(&DescribeBackupJob::new("1")).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
}

/// An untrusted certificate fails in the same way.
#[test]
fn does_not_retry_tls_errors() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(AtomicU32::new(0));
    let count = asked.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            let mut hello = [0; 4096];
            let _ = stream.read(&mut hello);
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let url = format!("https://127.0.0.1:{port}");
    let error = sender(&url, 3).send(&DescribeBackupJob::new("1")).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(asked.load(Ordering::SeqCst), 1, "{error}");
}

#[test]
fn pauses_follow_the_policy_and_retry_after() {
    let pauses = |acts| {
        let (_, seen) = call(acts, 3);
        let pauses = seen.windows(2).map(|pair| pair[1].at - pair[0].at);
        pauses.map(|pause| pause.as_millis()).collect::<Vec<_>>()
    };
    // The policy of the tests: 20 ms, then 40 ms.
    let own = pauses(vec![fail(503, ""), fail(503, ""), web()]);
    assert!(own[0] >= 20 && own[1] >= 40 && own[1] < 200, "{own:?}");
    // The policy's limit is less than a second.
    for (name, value) in [("retry-after", "1"), ("x-amz-retry-after", "150")] {
        let reply = Reply::json(429, "{}").header(name, value);
        let asked = pauses(vec![Act::Reply(reply), web()]);
        assert!(asked[0] >= 150 && asked[0] < 1000, "{asked:?}");
    }
}

#[test]
fn every_attempt_is_the_same_request() {
    let server = Server::script(vec![fail(503, ""), Act::Close, ok("{}")]);
    sender(&server.url, 3).send(&PutHorse::new("Bella").text("t")).unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen[0].body.windows(9).any(|part| part == br#""token":""#));
    for other in &seen[1..] {
        assert_eq!((other.target(), &other.body), (seen[0].target(), &seen[0].body));
    }
    // The next call starts with new attempts.
    sender(&server.url, 3).send(&PutHorse::new("Bella").text("t")).unwrap();
    assert_ne!(server.seen()[3].body, seen[0].body);
}

#[test]
fn retry_budget_is_limited() {
    let server = Server::script(vec![fail(503, "")]);
    let policy = crate::output::runtime::retry::Policy::default().jitter(|| 0.0);
    let region = crate::output::runtime::Region::new("eu-west-1").url(&server.url);
    let sender = crate::Sender::new(region, super::credentials(), policy, Duration::from_secs(20));
    for _ in 0..60 {
        assert!(sender.send(&DescribeBackupJob::new("1")).is_err());
    }
    // 60 calls, and 500 tokens for 100 further attempts.
    assert_eq!(server.seen().len(), 160);
}
