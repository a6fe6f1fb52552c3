use std::time::Duration;

use sending::server::{Seen, Server};
use sending::signature;

use super::{credentials, ok, sender, KEYS, REGION};
use crate::output::client::Error;
use crate::output::paddock::{
    DeletePath, GetFilm, GetHerd, GetPath, OpenGate, PutChecked, PutFilm, PutHorse,
};
use crate::output::runtime::retry::Policy;
use crate::output::runtime::{BuildError, Operation, Region};
use crate::Sender;

/// Texts that are hard to send or to sign.
const HARD: [&str; 24] = [
    "arn:aws:backup:eu-west-1:123456789012:vault:blue",
    "a b",
    "a+b",
    "100%",
    "%41",
    "%2F",
    "%2e",
    "a/b",
    "//",
    "~",
    "*",
    "'",
    "(",
    ")!",
    "&=?#",
    "@:$,;",
    "[]{}|\\^`\"<>",
    "ä€𐍈",
    "e\u{301}",
    "a\tb\r\nc\u{0}",
    "...",
    "a.b",
    "-._~",
    "\u{feff}",
];

fn server() -> Server {
    Server::script(vec![ok(r#"{"name":"Bella"}"#)])
}

/// Sends an operation, and checks that the received request is the one that was built, with a valid signature.
#[track_caller]
fn arrives<O: Operation>(sender: &Sender, server: &Server, operation: &O, label: &str) -> Seen {
    let built = operation.request().unwrap();
    if let Err(error) = sender.send(operation) {
        panic!("{label:?}: {error}");
    }
    let seen = server.seen().pop().unwrap();
    assert_eq!(seen.method(), built.method().as_str(), "{label:?}");
    assert_eq!(seen.target(), built.uri().to_string(), "{label:?}");
    assert_eq!(seen.body, *built.body(), "{label:?}");
    for (name, value) in built.headers() {
        assert_eq!(seen.header(name.as_str()), value.to_str().ok(), "{label:?}");
    }
    signed(&seen);
    seen
}

#[track_caller]
fn signed(seen: &Seen) {
    let wanted = signature::of(seen, &KEYS, REGION, "paddock");
    assert_eq!(seen.header("authorization"), Some(wanted.as_str()), "{}", seen.head);
    assert!(wanted.contains("x-amz-security-token"), "{wanted}");
    assert_eq!(seen.header("x-amz-security-token"), Some("session/token=="));
    assert_eq!(seen.header("accept-encoding"), Some("identity"));
    for name in ["transfer-encoding", "expect"] {
        assert_eq!(seen.header(name), None, "{name}");
    }
}

#[test]
fn a_signed_request_reaches_the_server_unchanged() {
    let server = server();
    let sender = sender(&server.url, 1);
    for text in HARD {
        let horse = PutHorse::new(text).notes([text, "", "x"].map(str::to_owned).to_vec()).text(text).token("t");
        let seen = arrives(&sender, &server, &horse, text);
        assert_eq!(seen.header("content-length"), Some(seen.body.len().to_string().as_str()));
    }
}

#[test]
fn signs_path_of_several_segments() {
    let server = server();
    let sender = sender(&server.url, 1);
    for path in ["a/b", "a//b", "/a/", "a b/c+d/ä/%/*", "a/.b/..c"] {
        arrives(&sender, &server, &GetPath::new(path), path);
        let seen = arrives(&sender, &server, &DeletePath::new(path), path);
        assert_eq!(seen.body, b"");
    }
}

#[test]
fn sends_no_label_of_dots() {
    let server = server();
    let sender = sender(&server.url, 3);
    for path in [".", "..", "a/./b", "a/../b", "../../x"] {
        let error = sender.send(&GetPath::new(path)).unwrap_err();
        assert!(matches!(error, Error::Build(BuildError::DotLabel("path"))), "{error}");
    }
    assert_eq!(server.seen().len(), 0);
}

/// Clients treat such URLs differently, and some would send another path than the signed one.
#[test]
fn refuses_odd_endpoint_urls() {
    let server = server();
    for odd in ["/a/..", "/%2e/", "/{a}", "/?a=b", "/#a"] {
        let error = sender(&format!("{}{odd}", server.url), 3).send(&GetPath::new("x")).unwrap_err();
        assert!(matches!(error, Error::NoEndpoint(_)), "{error}");
    }
    let url = server.url.replace("http://", "http://user:word@");
    let error = sender(&url, 3).send(&GetPath::new("x")).unwrap_err();
    assert!(error.to_string().ends_with("must not contain user information"), "{error}");
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn headers_are_signed_as_they_are_sent() {
    let server = server();
    let sender = sender(&server.url, 1);
    for owner in ["me", "a  b", "a, b", "\"quoted, too\"", "x=y;z"] {
        let seen = arrives(&sender, &server, &PutHorse::new("Bella").token("t").owner(owner), owner);
        assert!(seen.header("authorization").unwrap().contains("x-owner"));
    }
}

#[test]
fn sends_unsigned_operation_without_signature() {
    let server = server();
    let sender = sender(&server.url, 1);
    sender.send(&OpenGate::new()).unwrap();
    let (film, _) = sender.exchange(&PutFilm::new(), b"frames").unwrap();
    let _ = film;
    let seen = server.seen();
    assert_eq!((seen[0].header("authorization"), seen[0].header("x-amz-date")), (None, None));
    assert_eq!(seen[0].header("content-length"), Some("0"));
    assert_eq!(seen[1].header("x-amz-content-sha256"), Some("UNSIGNED-PAYLOAD"));
    assert_eq!(seen[1].body, b"frames");
    signed(&seen[1]);
}

#[test]
fn rejects_streams() {
    let server = server();
    let sender = sender(&server.url, 1);
    let error = sender.send(&PutFilm::new()).unwrap_err();
    assert!(matches!(error, Error::Stream(label) if label.contains("`exchange`")), "{error}");
    let error = sender.send(&GetFilm::new()).unwrap_err();
    assert!(matches!(error, Error::Stream(label) if label.contains("`download`")), "{error}");
    let error = sender.exchange(&GetFilm::new(), b"frames").unwrap_err();
    assert!(matches!(error, Error::Stream(label) if label.contains("an empty one")), "{error}");
    let error = sender.exchange(&OpenGate::new(), b"frames").unwrap_err();
    assert!(matches!(error, Error::Stream(label) if label.contains("`send`")), "{error}");
    assert_eq!(server.seen().len(), 0);
    let (_, film) = sender.exchange(&GetFilm::new(), b"").unwrap();
    assert_eq!(film, br#"{"name":"Bella"}"#);
}

#[test]
fn required_checksum_is_in_the_signed_headers() {
    let server = server();
    sender(&server.url, 1).send(&PutChecked::new()).unwrap();
    let seen = server.seen().remove(0);
    assert_eq!((seen.header("x-amz-checksum-crc32"), &*seen.body), (Some("o6a/Qw=="), &b"{}"[..]));
    assert!(seen.header("authorization").unwrap().contains("x-amz-checksum-crc32"));
}

#[test]
fn custom_host_applies_to_every_operation() {
    let server = server();
    let port = server.url.rsplit(':').next().unwrap();
    sender(&server.url, 1).send(&GetHerd::new()).unwrap();
    assert_eq!(server.seen()[0].header("host"), Some(format!("127.0.0.1:{port}").as_str()));
    // Custom hosts of this kind can enable the host prefix.
    let region = Region::new(REGION).url(format!("http://localhost:{port}")).host_prefix();
    let prefixed = Sender::new(region, credentials(), Policy::default().attempts(1), Duration::from_secs(1));
    let error = prefixed.send(&GetHerd::new()).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn normalizes_endpoint_url() {
    let server = server();
    let url = server.url.replace("127.0.0.1", "LocalHost");
    arrives(&sender(&url, 1), &server, &PutHorse::new("Bella").token("t"), "capitals");
    let sender = sender("https://Localhost:443/", 1);
    let error = sender.send(&GetPath::new("x")).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
}

#[test]
fn reports_invalid_requests() {
    let sender = sender("http://127.0.0.1:1", 1);
    let error = sender.send(&GetPath::new("")).unwrap_err();
    assert!(matches!(&error, Error::Build(error) if error.to_string().contains("`path`")), "{error}");
    for region in ["not a region", "EU-WEST-1"] {
        let region = Region::new(region);
        let nowhere = Sender::new(region, credentials(), Policy::default(), Duration::from_secs(1));
        let error = nowhere.send(&GetPath::new("x")).unwrap_err();
        assert!(matches!(error, Error::NoEndpoint(_)), "{error}");
    }
}
