use http::{HeaderMap, HeaderValue, StatusCode};
use proptest::prelude::*;

use crate::runtime::{ErrorHead, Reply, json};

const CODE_MEMBERS: [&str; 3] = ["code", "Code", "__type"];

fn read(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> ErrorHead {
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
        .collect();
    let reply = Reply::new(StatusCode::from_u16(status).unwrap(), &headers, body.as_bytes());
    json::reply::error(&reply, &CODE_MEMBERS).head().clone()
}

#[test]
fn the_code_is_in_the_header_then_in_code_then_in_type() {
    let body = r#"{"code":"B","Code":"C","__type":"D"}"#;
    assert_eq!(read(400, &[("x-amzn-errortype", "A")], body).code, "A");
    assert_eq!(read(400, &[], body).code, "B");
    assert_eq!(read(400, &[], r#"{"Code":"C","__type":"D"}"#).code, "C");
    assert_eq!(read(400, &[], r#"{"__type":"D"}"#).code, "D");
    assert_eq!(read(400, &[], r#"{"code":7}"#).code, "7");
    assert_eq!(read(400, &[], r#"{"code":7,"__type":"D"}"#).code, "D");
    assert_eq!(read(400, &[], r#"{"code":null}"#).code, "400");
}

#[test]
fn the_code_of_the_query_protocol_counts_more() {
    let headers = [("x-amzn-query-error", "AWS.Gone;Sender"), ("x-amzn-errortype", "Gone")];
    assert_eq!(read(400, &headers, r#"{"__type":"com.example#Gone"}"#).code, "AWS.Gone");
}

#[test]
fn the_code_is_cut_out_of_its_namespace_and_url() {
    for code in [
        "Gone",
        "Gone:http://example.com/#x",
        "com.example#Gone",
        "com.example#Gone:http://example.com/",
    ] {
        assert_eq!(read(400, &[], &format!(r#"{{"__type":"{code}"}}"#)).code, "Gone", "{code}");
    }
    assert_eq!(read(400, &[("x-amzn-errortype", ":")], "").code, "400");
    // An empty name does not hide the one that comes next.
    let both = r#"{"code":"","__type":"com.example#Gone"}"#;
    assert_eq!(read(400, &[("x-amzn-errortype", ":")], both).code, "Gone");
}

#[test]
fn the_message_has_three_names() {
    for name in ["message", "Message", "errorMessage"] {
        assert_eq!(read(400, &[], &format!(r#"{{"{name}":"no"}}"#)).message.as_deref(), Some("no"));
    }
    assert_eq!(read(400, &[], r#"{"message":null,"Message":"no"}"#).message.as_deref(), Some("no"));
    assert_eq!(read(400, &[], "{}").message, None);
}

#[test]
fn a_body_that_is_not_an_object_is_the_message() {
    assert_eq!(read(400, &[], " <html>no</html> ").message.as_deref(), Some("<html>no</html>"));
    assert_eq!(read(500, &[], "upstream timed out").message.as_deref(), Some("upstream timed out"));
    assert_eq!(read(400, &[], "[1]").message.as_deref(), Some("[1]"));
    assert_eq!(read(400, &[], "").message, None);
}

#[test]
fn a_page_of_a_failing_server_says_what_its_status_says() {
    assert_eq!(
        read(503, &[], "<html><body>busy</body></html>").message.as_deref(),
        Some("Service Unavailable")
    );
    assert_eq!(read(500, &[], "").message.as_deref(), Some("Internal Server Error"));
    // One that has a name needs no other words.
    assert_eq!(read(500, &[("x-amzn-errortype", "Lame")], "").message, None);
    assert_eq!(read(502, &[], "<!DOCTYPE HTML><p>x").message.as_deref(), Some("Bad Gateway"));
}

#[test]
fn the_request_id_has_two_names_and_is_shown() {
    for name in ["x-amzn-requestid", "x-amz-request-id"] {
        let head = read(400, &[(name, "id-1")], r#"{"code":"Gone","message":"no"}"#);
        assert_eq!(head.to_string(), "Gone: no (status 400, request id id-1)");
    }
    assert_eq!(read(404, &[], "").to_string(), "status 404");
}

proptest! {
    #[test]
    fn no_reply_is_too_odd_to_be_an_error(status in 300_u16..1000, header: Vec<u8>, body: Vec<u8>) {
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_bytes(&header) {
            headers.insert("x-amzn-errortype", value);
        }
        let reply = Reply::new(StatusCode::from_u16(status).unwrap(), &headers, &body);
        prop_assert!(!json::reply::error(&reply, &CODE_MEMBERS).head().code.is_empty());
    }
}
