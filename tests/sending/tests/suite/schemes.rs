//! Bearer tokens, and operations that accept several authentication schemes.

use sending::server::{Seen, Server};

use super::{ok, sender, REGION};
use crate::output::client::{AuthScheme, BearerToken, Client, Error};
use crate::output::paddock::{AskOwner, GetFilm, OpenGate, PutHorse};
use crate::output::runtime::Region;
use crate::output::tack::{ListSaddles, PutSaddle};
use crate::Sender;

const BEARER: &str = "Bearer ticket";

fn server() -> Server {
    Server::secure(vec![ok("{}")])
}

/// The header of the last request, and whether it is signed.
fn authorization(server: &Server) -> (String, bool) {
    let seen: Seen = server.seen().pop().unwrap();
    let value = seen.header("authorization").unwrap_or_default().to_owned();
    (value, seen.header("x-amz-date").is_some())
}

#[test]
fn token_takes_the_place_of_the_signature() {
    let server = server();
    sender(&server.url, 1).send(&AskOwner::new()).unwrap();
    assert_eq!(authorization(&server), (BEARER.to_owned(), false));
}

#[test]
fn token_is_not_sent_without_tls() {
    let server = Server::script(vec![ok("{}")]);
    let error = sender(&server.url, 1).send(&AskOwner::new()).unwrap_err();
    assert!(matches!(error, Error::Unsupported("bearer tokens without HTTPS")), "{error}");
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn first_scheme_of_the_model_is_used_unless_another_one_is_preferred() {
    let server = server();
    let sender = sender(&server.url, 1);
    sender.send(&ListSaddles::new()).unwrap();
    let (value, is_signed) = authorization(&server);
    assert!(is_signed && value.starts_with("AWS4-HMAC-SHA256 "), "{value}");
    sender.send(&PutSaddle::new()).unwrap();
    assert_eq!(authorization(&server), (BEARER.to_owned(), false));

    let unsigned_first = [AuthScheme::Unsigned, AuthScheme::Bearer];
    let bearer_first = sender.map(|client: Client| client.auth_schemes(unsigned_first));
    bearer_first.send(&ListSaddles::new()).unwrap();
    assert_eq!(authorization(&server), (BEARER.to_owned(), false));

    let signed_first = sender.map(|client: Client| client.auth_schemes([AuthScheme::SigV4]));
    signed_first.send(&PutSaddle::new()).unwrap();
    let seen = server.seen().pop().unwrap();
    assert_eq!(seen.header("x-amz-content-sha256"), Some("UNSIGNED-PAYLOAD"));
    // The only scheme of the operation needs no preference.
    signed_first.send(&AskOwner::new()).unwrap();
    assert_eq!(authorization(&server), (BEARER.to_owned(), false));
}

#[test]
fn client_with_a_token_only_signs_nothing() {
    let server = server();
    let region = Region::new(REGION).url(&server.url);
    let sender = Sender::with_token(region, BearerToken::new("ticket", None));
    sender.send(&ListSaddles::new()).unwrap();
    assert_eq!(authorization(&server), (BEARER.to_owned(), false));
    sender.send(&OpenGate::new()).unwrap();
    assert_eq!(authorization(&server), (String::new(), false));
    let seen = server.seen().len();
    let error = sender.send(&PutHorse::new("Bella")).unwrap_err();
    assert!(matches!(error, Error::Credentials(_)), "{error}");
    assert!(error.to_string().ends_with("the client has a bearer token only"), "{error}");
    let error = sender.presign(&GetFilm::new()).unwrap_err();
    assert!(matches!(error, Error::Credentials(_)), "{error}");
    assert_eq!(server.seen().len(), seen);
}

#[test]
fn token_that_is_no_header_is_an_error() {
    let server = server();
    let sender = sender(&server.url, 1).map(|client: Client| client.bearer_token("tick\net"));
    let error = sender.send(&AskOwner::new()).unwrap_err();
    assert!(error.to_string().ends_with("the bearer token is not a valid header value"), "{error}");
    assert_eq!(server.seen().len(), 0);
}
