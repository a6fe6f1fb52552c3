//! Operations whose endpoint the service returns.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sending::server::{scripted, Act, Reply, Seen, Server};
use sending::signature;

use super::{credentials, ok, policy, KEYS, REGION};
use crate::output::client::{Client, Error};
use crate::output::runtime::Region;
use crate::output::silo::PutGrain;
use crate::Sender;

/// A server that returns its own endpoint for some minutes, with another host name. `puts` answer the other requests.
fn server(minutes: u32, puts: Vec<Act>) -> Server {
    let port = Arc::new(Mutex::new(String::new()));
    let (own, mut puts) = (port.clone(), scripted(puts));
    let answer = move |seen: &Seen| {
        if is_discovery(seen) {
            let port = own.lock().unwrap();
            let endpoint = format!(
                r#"{{"Address":"http://localhost:{port}","CachePeriodInMinutes":{minutes}}}"#
            );
            return ok(&format!(r#"{{"Endpoints":[{endpoint}]}}"#));
        }
        puts(seen)
    };
    let server = Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap();
    *port.lock().unwrap() = port_of(&server);
    server
}

fn is_discovery(seen: &Seen) -> bool {
    seen.header("x-amz-target") == Some("Silo.DescribeEndpoints")
}

fn port_of(server: &Server) -> String {
    server.url.rsplit(':').next().unwrap().to_owned()
}

/// A client whose default endpoint is the server.
fn sender(server: &Server, attempts: u32) -> Sender {
    let region = Region::new(REGION).set("Port", port_of(server));
    Sender::new(region, credentials(), policy(attempts), Duration::from_millis(500))
}

/// The name of each requested operation, with the host.
fn requested(server: &Server) -> Vec<String> {
    let port = port_of(server);
    let text = |seen: &Seen| {
        let host = seen.header("host").unwrap().replace(&format!(":{port}"), "");
        format!("{} {host}", seen.header("x-amz-target").unwrap().replace("Silo.", ""))
    };
    server.seen().iter().map(text).collect()
}

const DESCRIBE: &str = "DescribeEndpoints 127.0.0.1";
const PUT: &str = "PutGrain localhost";

#[test]
fn endpoint_is_discovered_once() {
    let server = server(10, vec![ok("{}")]);
    let sender = sender(&server, 1);
    sender.send(&PutGrain::new().kind("oats")).unwrap();
    sender.map(|client: Client| client).send(&PutGrain::new()).unwrap();
    assert_eq!(requested(&server), [DESCRIBE, PUT, PUT]);
    for seen in server.seen() {
        let signature = signature::of(&seen, &KEYS, REGION, "silo");
        assert_eq!(seen.header("authorization"), Some(signature.as_str()), "{}", seen.head);
    }
}

#[test]
fn expired_endpoint_is_discovered_again() {
    let server = server(0, vec![ok("{}")]);
    let sender = sender(&server, 1);
    sender.send(&PutGrain::new()).unwrap();
    sender.send(&PutGrain::new()).unwrap();
    assert_eq!(requested(&server), [DESCRIBE, PUT, DESCRIBE, PUT]);
}

#[test]
fn rejected_endpoint_is_discovered_again_once() {
    let misdirected = Act::Reply(Reply::json(421, "{}"));
    let server = server(10, vec![misdirected, ok("{}")]);
    sender(&server, 1).send(&PutGrain::new()).unwrap();
    assert_eq!(requested(&server), [DESCRIBE, PUT, DESCRIBE, PUT]);
    let invalid = r#"{"__type":"InvalidEndpointException"}"#;
    let server = self::server(10, vec![Act::Reply(Reply::json(400, invalid))]);
    let error = sender(&server, 1).send(&PutGrain::new()).unwrap_err();
    assert!(matches!(error, Error::Service(_)), "{error}");
    assert_eq!(requested(&server), [DESCRIBE, PUT, DESCRIBE, PUT]);
}

#[test]
fn old_endpoint_is_used_while_there_is_no_answer() {
    let answers = Arc::new(Mutex::new(0));
    let port = Arc::new(Mutex::new(String::new()));
    let own = port.clone();
    let answer = move |seen: &Seen| {
        let mut answers = answers.lock().unwrap();
        *answers += u32::from(is_discovery(seen));
        match (is_discovery(seen), *answers) {
            (true, 1) => {
                let port = own.lock().unwrap();
                ok(&format!(r#"{{"Endpoints":[{{"Address":"http://localhost:{port}"}}]}}"#))
            }
            (true, _) => Act::Close,
            _ => ok("{}"),
        }
    };
    let server = Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap();
    *port.lock().unwrap() = port_of(&server);
    let sender = sender(&server, 1);
    for _ in 0..3 {
        sender.send(&PutGrain::new()).unwrap();
    }
    assert_eq!(requested(&server), [DESCRIBE, PUT, DESCRIBE, PUT, PUT]);
}

#[test]
fn failed_discovery_fails_the_call() {
    for (act, expected) in [
        (Act::Reply(Reply::json(403, r#"{"__type":"AccessDenied"}"#)), "AccessDenied"),
        (ok(r#"{"Endpoints":[]}"#), "the service returned no endpoint"),
        (ok("["), "cannot be read"),
        (Act::Close, "no complete response"),
    ] {
        let server = Server::script(vec![act]);
        let error = sender(&server, 1).send(&PutGrain::new()).unwrap_err();
        assert!(matches!(error, Error::Discovery(_)), "{error}");
        let text = error.to_string();
        assert!(text.starts_with("PutGrain: cannot discover the endpoint: ") && text.contains(expected), "{text}");
        assert_eq!(requested(&server), [DESCRIBE]);
    }
}

#[test]
fn custom_url_needs_no_discovery() {
    let server = server(10, vec![ok("{}")]);
    super::sender(&server.url, 1).send(&PutGrain::new()).unwrap();
    assert_eq!(requested(&server), ["PutGrain 127.0.0.1"]);
}
