//! Facts about single services.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::endpoint::resolve;
use crate::runtime::error::{ErrorHead, ErrorReply, MalformedReply, OperationError, Retry};
use crate::runtime::protocol::oauth;
use crate::runtime::{BuildError, Reply, RequestBuilder};

fn get(path: &str) -> RequestBuilder {
    RequestBuilder::new(Method::GET, path)
}

#[test]
fn default_header_does_not_replace_another() {
    let mut request = get("/");
    request.default_header("accept", "application/json");
    request.default_header("accept", "text/plain");
    assert_eq!(request.build().unwrap().headers()["accept"], "application/json");
}

#[test]
fn empty_label_has_its_default() {
    let uri = |label: &str| {
        let mut request = get("/");
        request.label_or("farm", &label.to_owned(), "-")?;
        request.build().map(|request| request.uri().to_string())
    };
    assert_eq!(uri(""), Ok("/-".to_owned()));
    assert_eq!(uri("a b"), Ok("/a%20b".to_owned()));
}

#[test]
fn query_is_sent_as_form() {
    let mut request = get("/search");
    request.query("q", &"a b".to_owned());
    request.query_as_form();
    let request = request.build().unwrap();
    assert_eq!((request.method(), request.uri().path()), (&Method::POST, "/search"));
    assert_eq!((request.uri().query(), request.body().as_slice()), (None, &b"q=a%20b"[..]));
}

#[test]
fn body_hashes_do_not_replace_those_of_members() {
    let mut request = get("/");
    request.default_header("x-amz-sha256-tree-hash", "c0ffee");
    request.body("text/plain", b"abc".to_vec());
    request.body_hashes();
    let request = request.build().unwrap();
    assert_eq!(request.headers()["x-amz-sha256-tree-hash"], "c0ffee");
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(request.headers()["x-amz-content-sha256"], hash);
}

#[test]
fn host_of_a_member_replaces_that_of_the_endpoint() {
    let uri = |url: &str| {
        let mut request = get("/x");
        request.host_url(&url.to_owned());
        resolve(request.build()?, "http://example.com:8000/base")
            .map(|request| request.uri().to_string())
    };
    assert_eq!(
        uri("https://Own.example.com:443/y"),
        Ok("https://own.example.com/base/x".to_owned())
    );
    assert_eq!(uri(""), Ok("http://example.com:8000/base/x".to_owned()));
    for url in ["own.example.com", "/y", "https://"] {
        assert!(matches!(uri(url), Err(BuildError::Uri(_))), "{url}");
    }
}

/// An error that keeps the response.
#[derive(Debug)]
struct Kept(ErrorReply);

impl std::fmt::Display for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Kept {}

impl From<MalformedReply> for Kept {
    fn from(reply: MalformedReply) -> Self {
        unreachable!("{reply}")
    }
}

impl OperationError for Kept {
    fn from_reply(error: ErrorReply, _: &Reply<'_>) -> Self {
        Self(error)
    }

    fn head(&self) -> &ErrorHead {
        self.0.head()
    }

    fn retry(&self) -> Option<Retry> {
        None
    }
}

#[test]
fn description_of_an_oauth_error_is_its_message() {
    let message = |body: &[u8]| {
        let headers = HeaderMap::new();
        let reply = oauth::reply::<Kept>(StatusCode::BAD_REQUEST, &headers, body);
        reply.unwrap_err().head().message.clone()
    };
    assert_eq!(message(br#"{"error_description":"bent"}"#).as_deref(), Some("bent"));
    assert_eq!(message(br#"{"message":"m","error_description":"bent"}"#).as_deref(), Some("m"));
    assert_eq!(message(br#"{"error_description":""}"#), None);
    assert_eq!(message(b"[]").as_deref(), Some("[]"));
}
