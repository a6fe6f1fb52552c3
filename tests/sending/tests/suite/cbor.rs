//! Calls of a service that speaks CBOR.

use sending::server::{Act, Reply, Server};
use sending::signature;

use super::{sender, KEYS, REGION};
use crate::output::client::Error;
use crate::output::mill::{GrindOats, GrindOatsError};

fn reply(status: u16, body: &[u8]) -> Act {
    let reply = Reply { status, headers: Vec::new(), body: body.to_vec() };
    let reply = reply.header("content-type", "application/cbor");
    Act::Reply(reply.header("smithy-protocol", "rpc-v2-cbor"))
}

#[test]
fn cbor_is_sent_and_read() {
    let server = Server::script(vec![reply(200, b"\xa1\x64Kind\x65rough")]);
    let oats = sender(&server.url, 1).send(&GrindOats::new().kind("fine")).unwrap();
    assert_eq!(oats.kind.as_deref(), Some("rough"));
    let seen = server.seen().pop().unwrap();
    assert_eq!((seen.method(), seen.target()), ("POST", "/service/Mill/operation/GrindOats"));
    assert_eq!(seen.header("smithy-protocol"), Some("rpc-v2-cbor"));
    assert_eq!(seen.header("content-type"), Some("application/cbor"));
    assert_eq!(seen.header("accept"), Some("application/cbor"));
    assert_eq!(seen.body, b"\xa1\x64Kind\x64fine");
    let signature = signature::of(&seen, &KEYS, REGION, "mill");
    assert_eq!(seen.header("authorization"), Some(signature.as_str()));
}

#[test]
fn error_in_cbor_is_typed_and_a_cut_off_body_is_malformed() {
    let busy = b"\xa1\x66__type\x6aMillIsBusy";
    let server = Server::script(vec![reply(400, busy)]);
    let error = sender(&server.url, 1).send(&GrindOats::new()).unwrap_err();
    assert!(matches!(error, Error::Service(GrindOatsError::MillIsBusy(_))), "{error}");
    let server = Server::script(vec![reply(200, b"\xa1\x64Ki"), reply(200, b"\xa0")]);
    let error = sender(&server.url, 1).send(&GrindOats::new()).unwrap_err();
    assert!(matches!(error, Error::Service(GrindOatsError::Malformed(_))), "{error}");
}
