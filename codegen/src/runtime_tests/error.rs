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
fn prefers_the_code_in_the_header_then_code_then_type() {
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
fn prefers_the_code_of_the_query_protocol() {
    let headers = [("x-amzn-query-error", "AWS.Gone;Sender"), ("x-amzn-errortype", "Gone")];
    let head = read(400, &headers, r#"{"__type":"com.example#Gone"}"#);
    assert_eq!(head.code, "AWS.Gone");
    assert_eq!(head.names(), ["Gone", "Gone", "AWS.Gone"]);
    for odd in [";Sender", "AWS.Gone"] {
        let headers = [("x-amzn-query-error", odd)];
        assert_eq!(read(400, &headers, r#"{"__type":"com.example#Gone"}"#).code, "Gone", "{odd}");
    }
}

#[test]
fn strips_namespace_and_url_of_the_code() {
    for code in [
        "Gone",
        "Gone:http://example.com/#x",
        "com.example#Gone",
        "com.example#Gone:http://example.com/",
    ] {
        assert_eq!(read(400, &[], &format!(r#"{{"__type":"{code}"}}"#)).code, "Gone", "{code}");
    }
    assert_eq!(read(400, &[("x-amzn-errortype", ":")], "").code, "400");
    // An empty code is skipped.
    let both = r#"{"code":"","__type":"com.example#Gone"}"#;
    assert_eq!(read(400, &[("x-amzn-errortype", ":")], both).code, "Gone");
}

#[test]
fn reads_the_message_under_three_names() {
    for name in ["message", "Message", "errorMessage"] {
        assert_eq!(read(400, &[], &format!(r#"{{"{name}":"no"}}"#)).message.as_deref(), Some("no"));
    }
    assert_eq!(read(400, &[], r#"{"message":null,"Message":"no"}"#).message.as_deref(), Some("no"));
    assert_eq!(read(400, &[], "{}").message, None);
}

#[test]
fn uses_a_text_body_as_message() {
    assert_eq!(read(400, &[], " <html>no</html> ").message.as_deref(), Some("<html>no</html>"));
    assert_eq!(read(500, &[], "upstream timed out").message.as_deref(), Some("upstream timed out"));
    assert_eq!(read(400, &[], "[1]").message.as_deref(), Some("[1]"));
    assert_eq!(read(400, &[], "").message, None);
}

#[test]
fn uses_the_status_as_message_of_an_html_page() {
    assert_eq!(
        read(503, &[], "<html><body>busy</body></html>").message.as_deref(),
        Some("Service Unavailable")
    );
    assert_eq!(read(500, &[], "").message.as_deref(), Some("Internal Server Error"));
    // An error with a code needs no message.
    assert_eq!(read(500, &[("x-amzn-errortype", "Lame")], "").message, None);
    assert_eq!(read(502, &[], "<!DOCTYPE HTML><p>x").message.as_deref(), Some("Bad Gateway"));
}

#[test]
fn reads_the_request_id_under_two_names() {
    for name in ["x-amzn-requestid", "x-amz-request-id"] {
        let head = read(400, &[(name, "id-1")], r#"{"code":"Gone","message":"no"}"#);
        assert_eq!(head.to_string(), "Gone: no (status 400, request ID id-1)");
    }
    assert_eq!(read(404, &[], "").to_string(), "status 404");
}

/// The length of an error's text for a body of 4 MiB in each place of a response.
#[test]
fn keeps_the_start_of_a_long_text() {
    let long = "\u{e4}".repeat(2 << 20);
    let bodies = [
        long.clone(),
        format!("{}{long}", " ".repeat(10_000)),
        format!(r#"{{"message":"{long}"}}"#),
        format!(r#"{{"code":"{long}"}}"#),
        format!(r#"{{"__type":"a#{long}","message":"{long}"}}"#),
        format!("{}1", "[".repeat(4 << 20)),
    ];
    for body in bodies {
        let head = read(400, &[], &body);
        let (printed, debugged) = (head.to_string(), format!("{head:?}"));
        assert!(printed.len() < 10_000 && debugged.len() < 20_000, "{}", printed.len());
        assert!(printed.contains("... (419"), "{printed}");
        assert!(head.names().iter().all(|name| name.len() < 5_000));
    }
    let odd = format!("a{long}");
    let message = read(400, &[], &odd).message.unwrap();
    assert_eq!(message, format!("a{}... (4194305 bytes)", "\u{e4}".repeat(2047)));
}

#[test]
fn keeps_a_text_of_four_kibibytes() {
    let text = "a".repeat(4096);
    assert_eq!(read(400, &[], &text).message, Some(text));
}

#[test]
fn keeps_the_start_of_a_long_request_id() {
    let mut headers = HeaderMap::new();
    headers.insert("x-amzn-requestid", HeaderValue::from_str(&"i".repeat(10_000)).unwrap());
    headers.insert("x-amzn-errortype", HeaderValue::from_str(&"c".repeat(10_000)).unwrap());
    let reply = Reply::new(StatusCode::BAD_REQUEST, &headers, b"");
    let head = json::reply::error(&reply, &CODE_MEMBERS).head().clone();
    assert!(head.request_id.as_ref().unwrap().ends_with("i... (10000 bytes)"));
    assert!(head.code.ends_with("c... (10000 bytes)"));
}

#[test]
fn prints_control_and_bidirectional_characters_as_escapes() {
    let body = "a\u{1b}[31m\nlevel=info forged \u{202e}\u{200b}\u{2028}\u{9b} \u{e4}\u{304c}";
    let escaped = r"a\u{1b}[31m\nlevel=info forged \u{202e}\u{200b}\u{2028}\u{9b}";
    let printed = read(400, &[], body).to_string();
    assert_eq!(printed, format!("status 400: {escaped} \u{e4}\u{304c}"));
    let in_json = serde_json::json!({ "__type": "A\nB", "message": body }).to_string();
    let printed = read(400, &[], &in_json).to_string();
    assert!(printed.starts_with(r"A\nB: a\u{1b}[31m\nlevel"), "{printed}");
    // The message itself is unchanged.
    assert_eq!(read(400, &[], &in_json).message.as_deref(), Some(body));
}

proptest! {
    #[test]
    fn prints_every_error_in_one_line(body: String, message: String) {
        for body in [body, serde_json::json!({ "code": message, "message": message }).to_string()] {
            let printed = read(400, &[], &body).to_string();
            prop_assert!(!printed.contains(char::is_control), "{:?}", printed);
        }
    }

    #[test]
    fn reads_any_response_as_an_error(status in 300_u16..1000, header: Vec<u8>, body: Vec<u8>) {
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_bytes(&header) {
            headers.insert("x-amzn-errortype", value);
        }
        let reply = Reply::new(StatusCode::from_u16(status).unwrap(), &headers, &body);
        prop_assert!(!json::reply::error(&reply, &CODE_MEMBERS).head().code.is_empty());
    }
}
