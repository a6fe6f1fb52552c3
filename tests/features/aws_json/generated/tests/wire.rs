//! The requests and responses of Queues of Horses on the wire.

#![allow(deprecated, non_snake_case, clippy::pedantic)]

use aws_json::runtime::{Operation, Timestamp};
use aws_json::{Enqueue, EnqueueError, EnqueueOutput, Purge, PurgeError, PurgeOutput, types};

/// A value whose fields are set one by one, because its type is `#[non_exhaustive]`.
macro_rules! filled {
    ($type:ty { $($field:ident: $value:expr),* $(,)? }) => {{
        let mut value = <$type>::default();
        $(value.$field = Some($value);)*
        value
    }};
}

#[test]
fn enqueue_minimal_request() {
    let request = Enqueue::new("Horseé5").token("Token\\4");
    let expected = r#"
POST /
content-type: application/x-amz-json-1.0
x-amz-target: HorseQueue_20240131.Enqueue
x-amzn-query-mode: true

{"Horse":"Horseé5","Token":"Token\\4"}
"#;
    assert_sent(&request, expected);
}

#[test]
fn enqueue_full_request() {
    let request = Enqueue::new("Horseé5").at(Timestamp::from_seconds(1_259_849_815)).token("Token\\4");
    let expected = r#"
POST /
content-type: application/x-amz-json-1.0
x-amz-target: HorseQueue_20240131.Enqueue
x-amzn-query-mode: true

{"Horse":"Horseé5","when":1259849815,"Token":"Token\\4"}
"#;
    assert_sent(&request, expected);
}

#[test]
fn enqueue_reply() {
    let reply = r#"
200
content-type: application/x-amz-json-1.0

{"Place":543}
"#;
    let expected = filled!(EnqueueOutput { place: 543 });
    #[cfg(feature = "testing")]
    assert_faked::<Enqueue>(&expected);
    assert_eq!(read::<Enqueue>(reply), Ok(expected));
}

#[test]
fn enqueue_error() {
    let reply = r#"
400
content-type: application/x-amz-json-1.0
x-amzn-query-error: Horse.NonExistentQueue;Sender

{"__type":"QueueDoesNotExist","Queue":"Queue+5"}
"#;
    let result = read::<Enqueue>(reply);
    let Err(EnqueueError::QueueDoesNotExist(error)) = &result else { panic!("{result:?}") };
    assert_eq!(error.head().code, "Horse.NonExistentQueue");
    let expected = filled!(types::QueueDoesNotExist { queue: "Queue+5".to_owned() });
    assert_eq!(error.detail(), &expected);
}

#[test]
fn purge_minimal_request() {
    let request = Purge::new();
    let expected = r"
POST /
content-type: application/x-amz-json-1.0
x-amz-target: HorseQueue_20240131.Purge
x-amzn-query-mode: true

{}
";
    assert_sent(&request, expected);
}

#[test]
fn purge_reply() {
    let reply = r"
200
content-type: application/x-amz-json-1.0

{}
";
    let expected = PurgeOutput::default();
    #[cfg(feature = "testing")]
    assert_faked::<Purge>(&expected);
    assert_eq!(read::<Purge>(reply), Ok(expected));
}

#[test]
fn purge_error() {
    let reply = r#"
400
content-type: application/x-amz-json-1.0

{"__type":"UnknownError"}
"#;
    let error = read::<Purge>(reply);
    assert!(matches!(&error, Err(PurgeError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
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
fn assert_faked<O: aws_json::testing::FakeOperation>(expected: &O::Output)
where
    O::Output: PartialEq + std::fmt::Debug,
{
    let reply = aws_json::testing::of_output::<O>(expected).expect("the output can be written");
    let output = aws_json::testing::read::<O>(&reply).expect("the response can be read");
    assert_eq!(&output, expected);
}
