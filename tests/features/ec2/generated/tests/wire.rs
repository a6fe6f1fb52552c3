//! The requests and responses of Stalls on the wire.

#![allow(deprecated, non_snake_case, clippy::pedantic)]

use ec2::runtime::Operation;
use ec2::{RentStalls, RentStallsError, RentStallsOutput, types};

/// A value whose fields are set one by one, because its type is `#[non_exhaustive]`.
macro_rules! filled {
    ($type:ty { $($field:ident: $value:expr),* $(,)? }) => {{
        let mut value = <$type>::default();
        $(value.$field = Some($value);)*
        value
    }};
}

#[test]
fn rent_stalls_minimal_request() {
    let request = RentStalls::new();
    let expected = r"
POST /
content-type: application/x-www-form-urlencoded

Action=RentStalls
&Version=2016-11-15
";
    assert_sent(&request, expected);
}

#[test]
fn rent_stalls_full_request() {
    let request = RentStalls::new()
        .stall_ids(vec!["StallIds<4".to_owned(), "StallIds<8".to_owned()])
        .filters(vec![
            types::Filter::new().name("Name\"6").values(vec!["Values\\1".to_owned(), "Valuesé0".to_owned()]),
        ])
        .license(types::Stall::new().stall_id("StallId<2"))
        .dry_run(true);
    let expected = r"
POST /
content-type: application/x-www-form-urlencoded

Action=RentStalls
&Version=2016-11-15
&StallId.1=StallIds%3C4
&StallId.2=StallIds%3C8
&Filter.1.Name=Name%226
&Filter.1.Value.1=Values%5C1
&Filter.1.Value.2=Values%C3%A90
&licenseSpec.StallId=StallId%3C2
&DryRun=true
";
    assert_sent(&request, expected);
}

#[test]
fn rent_stalls_reply() {
    let reply = r#"
200
content-type: text/xml

<RentStallsResponse>
  <requestId>request-1</requestId>
  <stallSet><item><stallId>StallId"6</stallId></item></stallSet>
</RentStallsResponse>
"#;
    let expected = filled!(RentStallsOutput { stalls: vec![filled!(types::Stall { stall_id: "StallId\"6".to_owned() })] });
    #[cfg(feature = "testing")]
    assert_faked::<RentStalls>(&expected);
    assert_eq!(read::<RentStalls>(reply), Ok(expected));
}

#[test]
fn rent_stalls_error() {
    let reply = r"
400
content-type: text/xml

<Response><Errors><Error><Code>UnknownError</Code></Error></Errors><RequestID>request-1</RequestID></Response>
";
    let error = read::<RentStalls>(reply);
    assert!(matches!(&error, Err(RentStallsError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
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
fn assert_faked<O: ec2::testing::FakeOperation>(expected: &O::Output)
where
    O::Output: PartialEq + std::fmt::Debug,
{
    let reply = ec2::testing::of_output::<O>(expected).expect("the output can be written");
    let output = ec2::testing::read::<O>(&reply).expect("the response can be read");
    assert_eq!(&output, expected);
}
