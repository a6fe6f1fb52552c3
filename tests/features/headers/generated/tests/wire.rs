//! The requests and responses of Tack on the wire.

#![allow(deprecated, non_snake_case, clippy::pedantic)]

use std::collections::BTreeMap;

use headers::runtime::{Operation, Timestamp};
use headers::{
    HeadSaddle, HeadSaddleError, HeadSaddleOutput, PutSaddle, PutSaddleError, PutSaddleOutput,
    types,
};

/// A value whose fields are set one by one, because its type is `#[non_exhaustive]`.
macro_rules! filled {
    ($type:ty { $($field:ident: $value:expr),* $(,)? }) => {{
        let mut value = <$type>::default();
        $(value.$field = Some($value);)*
        value
    }};
}

#[test]
fn head_saddle_minimal_request() {
    let request = HeadSaddle::new("id 1");
    let expected = r"
HEAD /saddles/id%201
";
    assert_sent(&request, expected);
}

#[test]
fn head_saddle_reply() {
    let reply = r"
200
x-weight: 342.25
";
    let expected = filled!(HeadSaddleOutput { weight: 342.25 });
    #[cfg(feature = "testing")]
    assert_faked::<HeadSaddle>(&expected);
    assert_eq!(read::<HeadSaddle>(reply), Ok(expected));
}

#[test]
fn head_saddle_error() {
    let reply = r"
400
content-type: application/json
x-amzn-errortype: UnknownError

{}
";
    let error = read::<HeadSaddle>(reply);
    assert!(matches!(&error, Err(HeadSaddleError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn put_saddle_minimal_request() {
    let request = PutSaddle::new("id 8", "owner 1");
    let expected = r"
PUT /saddles/id%208
content-type: application/json
x-owner: owner 1

{}
";
    assert_sent(&request, expected);
}

#[test]
fn put_saddle_full_request() {
    let request = PutSaddle::new("id 8", "owner 1")
        .made(Timestamp::from_seconds(1_216_500_443))
        .sold(Timestamp::from_seconds(1_248_131_026))
        .rides(vec![Timestamp::from_seconds(1_572_129_006), Timestamp::from_seconds(1_184_075_900)])
        .colours(vec![types::Colour::Err, types::Colour::Bay])
        .weight(918.25)
        .notes("{\"notes\":4}")
        .meta(BTreeMap::from([("meta-8".to_owned(), "meta 8".to_owned())]))
        .size(285);
    let expected = r#"
PUT /saddles/id%208
content-type: application/json
x-colours: ERR, bay
x-made: Sat, 19 Jul 2008 20:47:23 GMT
x-meta-meta-8: meta 8
x-notes: eyJub3RlcyI6NH0=
x-owner: owner 1
x-rides: Sat, 26 Oct 2019 22:30:06 GMT, Tue, 10 Jul 2007 13:58:20 GMT
x-sold: 1248131026
x-weight: 918.25

{"size":285}
"#;
    assert_sent(&request, expected);
}

#[test]
fn put_saddle_reply() {
    let reply = r#"
200
content-type: application/json
x-colours: ERR, ERR
x-meta-meta-0: meta/4
x-notes: eyJub3RlcyI6M30=
x-owner: owner;7
x-rides: Wed, 02 Mar 2011 12:22:33 GMT, Tue, 11 May 2010 08:08:14 GMT

{"size":306,"D":"d"}
"#;
    let expected = filled!(PutSaddleOutput {
        status: 200,
        owner: "owner;7".to_owned(),
        colours: vec![types::Colour::Err, types::Colour::Err],
        rides: vec![Timestamp::from_seconds(1_299_068_553), Timestamp::from_seconds(1_273_565_294)],
        notes: "{\"notes\":3}".to_owned(),
        meta: BTreeMap::from([("meta-0".to_owned(), "meta/4".to_owned())]),
        size: 306,
        d: types::D::D,
    });
    #[cfg(feature = "testing")]
    assert_faked::<PutSaddle>(&expected);
    assert_eq!(read::<PutSaddle>(reply), Ok(expected));
}

#[test]
fn put_saddle_error() {
    let reply = r"
400
content-type: application/json
x-amzn-errortype: UnknownError

{}
";
    let error = read::<PutSaddle>(reply);
    assert!(matches!(&error, Err(PutSaddleError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

/// Asserts that an operation sends this request.
#[track_caller]
fn assert_sent(operation: &impl Operation, expected: &str) {
    let request = operation.request().expect("the request can be built");
    let mut headers: Vec<String> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    headers.sort();
    let start = format!("{} {}", request.method(), request.uri());
    let (head, body) = parts(expected);
    assert_eq!([vec![start], headers].concat(), head.lines().collect::<Vec<_>>());
    assert_eq!(String::from_utf8_lossy(request.body()), body);
}

/// Reads a response.
fn read<O: Operation>(message: &str) -> Result<O::Output, O::Error> {
    let (head, body) = parts(message);
    let mut head = head.lines();
    let status = head.next().and_then(|status| status.parse().ok()).expect("a status");
    let headers = head.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| {
        let value = http::HeaderValue::from_bytes(value.as_bytes());
        (name.parse().expect("a name"), value.expect("a value"))
    });
    O::parse(status, &headers.collect(), body.as_bytes())
}

/// The head and the body of a message, without the line breaks and the indentation of the body.
fn parts(message: &str) -> (&str, String) {
    let (head, body) = message.trim().split_once("\n\n").unwrap_or((message.trim(), ""));
    (head, body.lines().map(str::trim_start).collect())
}

/// Asserts that a fake response with an output is read as this output.
#[cfg(feature = "testing")]
#[track_caller]
fn assert_faked<O: headers::testing::FakeOperation>(expected: &O::Output)
where
    O::Output: PartialEq + std::fmt::Debug,
{
    let reply = headers::testing::of_output::<O>(expected).expect("the output can be written");
    let output = headers::testing::read::<O>(&reply).expect("the response can be read");
    assert_eq!(&output, expected);
}
