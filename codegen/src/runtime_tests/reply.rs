use std::collections::BTreeMap;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use proptest::prelude::*;

use crate::runtime::header::Header;
use crate::runtime::{Reply, RequestBuilder, Timestamp};

fn headers(headers: &[(&str, &str)]) -> HeaderMap {
    let header = |(name, value): &(&str, &str)| {
        let name: HeaderName = name.parse().unwrap();
        (name, HeaderValue::from_str(value).unwrap())
    };
    let mut map = HeaderMap::new();
    headers.iter().map(header).for_each(|(name, value)| {
        map.append(name, value);
    });
    map
}

fn reply(headers: &HeaderMap) -> Reply<'_> {
    Reply::new(StatusCode::OK, headers, b"")
}

#[test]
fn reads_all_scalars_from_headers() {
    let headers = headers(&[
        ("x-i", " 7 "),
        ("x-f", "-Infinity"),
        ("x-b", "true"),
        ("x-d", "Tue, 29 Apr 2014 18:30:38 GMT"),
    ]);
    let reply = reply(&headers);
    assert_eq!(reply.header("X-I").unwrap(), Some(7_i32));
    assert_eq!(reply.header("x-f").unwrap(), Some(f64::NEG_INFINITY));
    assert_eq!(reply.header("x-b").unwrap(), Some(true));
    assert_eq!(reply.header("x-d").unwrap(), Some(Timestamp::from_seconds(1_398_796_238)));
    assert_eq!(reply.header::<String>("x-none").unwrap(), None);
}

#[test]
fn names_the_header_with_an_invalid_value() {
    let headers = headers(&[("x-i", "many"), ("x-l", "\"open"), ("x-j", "!"), ("x-e", " ")]);
    let reply = reply(&headers);
    let expected = "the response with status 200 cannot be read: invalid value in the header `x-i`";
    assert_eq!(reply.header::<i64>("x-i").unwrap_err().to_string(), expected);
    assert!(reply.header_list::<String>("x-l").is_err());
    assert_eq!(reply.header::<i64>("x-e").unwrap(), None);
    assert_eq!(reply.header::<String>("x-e").unwrap(), Some(String::new()));
    assert!(reply.header_timestamps("x-i").is_err());
    assert!(reply.header_json_text("x-j").is_err());
}

#[test]
fn reads_lists_from_headers() {
    let headers = headers(&[("x-l", " one,\"b,c\" , \"\\\"d\\\"\""), ("x-l", "two"), ("x-e", "")]);
    let list: Option<Vec<String>> = reply(&headers).header_list("x-l").unwrap();
    assert_eq!(list.unwrap(), ["one", "b,c", "\"d\"", "two"]);
    assert_eq!(reply(&headers).header_list::<i32>("x-e").unwrap(), Some(Vec::new()));
}

#[test]
fn reads_lists_of_timestamps_from_headers() {
    let date = "Mon, 16 Dec 2019 23:48:18 GMT";
    let headers = headers(&[("x-d", &format!("{date}, {date},1576540098, 2019-12-16T23:48:18Z"))]);
    let dates = reply(&headers).header_timestamps("x-d").unwrap().unwrap();
    assert_eq!(dates, [Timestamp::from_seconds(1_576_540_098); 4]);
}

#[test]
fn reads_prefix_headers() {
    let headers = headers(&[("X-Meta-A", "1"), ("x-meta-b", "2"), ("other", "3")]);
    let map: Option<BTreeMap<String, String>> = reply(&headers).prefix_headers("X-Meta-").unwrap();
    let pairs = [("a", "1"), ("b", "2")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(map.unwrap(), BTreeMap::from(pairs));
    let all: Option<BTreeMap<String, String>> = reply(&headers).prefix_headers("").unwrap();
    assert_eq!(all.unwrap().len(), 3);
    let none = reply(&headers).prefix_headers::<String, String>("y-").unwrap();
    assert_eq!(none, Some(BTreeMap::new()));
}

#[test]
fn names_no_key_of_prefix_headers() {
    let headers = headers(&[("x-meta-secret", "seven")]);
    let error = reply(&headers).prefix_headers::<String, i32>("X-Meta-").unwrap_err();
    let reason = error.head().message.as_deref();
    assert_eq!(reason, Some("invalid value in the header `X-Meta-*`"));
}

#[test]
fn reads_payloads() {
    let headers = HeaderMap::new();
    let reply = |body: &'static [u8]| Reply::new(StatusCode::OK, &headers, body);
    assert_eq!((reply(b"").bytes(), reply(b"a").bytes()), (None, Some(b"a".to_vec())));
    assert_eq!(reply(b"").text::<String>().unwrap(), None);
    assert_eq!(reply(b"a").text::<String>().unwrap(), Some("a".to_owned()));
    assert!(reply(b"\xff").text::<String>().is_err());
    for unset in [&b""[..], b" ", b"null", b" null\n"] {
        assert_eq!(reply(unset).json_payload::<bool>().unwrap(), None);
    }
    assert_eq!(reply(b" true ").json_payload::<bool>().unwrap(), Some(true));
    assert!(reply(b"true, false").json_payload::<bool>().is_err());
}

proptest! {
    #[test]
    fn reads_written_lists(list in proptest::collection::vec("[ -~]{0,6}", 0..5)) {
        // White space around elements is lost, and so is a single empty element.
        let list: Vec<String> = list.iter().map(|element| element.trim().to_owned()).collect();
        prop_assume!(!list.iter().any(String::is_empty));
        let mut request = RequestBuilder::new(Method::GET, "/");
        request.header("x-l", &list).unwrap();
        let request = request.build().unwrap();
        let read: Option<Vec<String>> = reply(request.headers()).header_list("x-l").unwrap();
        prop_assert_eq!(read.unwrap_or_default(), list);
    }

    #[test]
    fn never_panics(
        value in proptest::collection::vec(prop_oneof![32_u8..127, 128_u8..=255], 0..20),
    ) {
        let mut headers = HeaderMap::new();
        headers.insert("x-h", HeaderValue::from_bytes(&value).unwrap());
        let reply = reply(&headers);
        let _ = (reply.header::<i64>("x-h"), reply.header_timestamps("x-h"), reply.header_json_text("x-h"));
        if let Ok(Some(list)) = reply.header_list::<String>("x-h") {
            prop_assert!(list.value().is_some());
        }
    }
}
