//! The requests and responses of Horse Registry on the wire.

#![allow(deprecated, non_snake_case, clippy::pedantic)]

use std::collections::BTreeMap;

use query::runtime::{Operation, Timestamp};
use query::{
    DeleteHorse, DeleteHorseError, DeleteHorseOutput, RegisterHorse, RegisterHorseError,
    RegisterHorseOutput, types,
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
fn delete_horse_minimal_request() {
    let request = DeleteHorse::new();
    let expected = r"
POST /
content-type: application/x-www-form-urlencoded

Action=DeleteHorse
&Version=2010-05-08
";
    assert_sent(&request, expected);
}

#[test]
fn delete_horse_full_request() {
    let request = DeleteHorse::new().names(vec!["Names\\4".to_owned(), "Namesé3".to_owned()]);
    let expected = r"
POST /
content-type: application/x-www-form-urlencoded

Action=DeleteHorse
&Version=2010-05-08
&Names.member.1=Names%5C4
&Names.member.2=Names%C3%A93
";
    assert_sent(&request, expected);
}

#[test]
fn delete_horse_reply() {
    let reply = r"
200
content-type: text/xml

<DeleteHorseResponse>
  <ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata>
</DeleteHorseResponse>
";
    let expected = DeleteHorseOutput::default();
    #[cfg(feature = "testing")]
    assert_faked::<DeleteHorse>(&expected);
    assert_eq!(read::<DeleteHorse>(reply), Ok(expected));
}

#[test]
fn delete_horse_error() {
    let reply = r"
400
content-type: text/xml

<ErrorResponse><Error><Code>UnknownError</Code></Error><RequestId>request-1</RequestId></ErrorResponse>
";
    let error = read::<DeleteHorse>(reply);
    assert!(matches!(&error, Err(DeleteHorseError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn register_horse_minimal_request() {
    let request = RegisterHorse::new("Name<9").token("Token&1");
    let expected = r"
POST /
content-type: application/x-www-form-urlencoded

Action=RegisterHorse
&Version=2010-05-08
&Name=Name%3C9
&Token=Token%261
";
    assert_sent(&request, expected);
}

#[test]
fn register_horse_full_request() {
    let request = RegisterHorse::new("Name<9")
        .owners(vec![types::Owner::new("Nameé8")])
        .marks(vec!["Marksé9".to_owned(), "Marksé1".to_owned()])
        .notes(BTreeMap::from([("Notes&7".to_owned(), "Notes\"6".to_owned())]))
        .born(Timestamp::from_seconds(1_609_967_373))
        .sold(Timestamp::from_seconds(1_102_598_187))
        .photo(b"Photo 1\xFF".to_vec())
        .weight(33.25)
        .origin(types::Origin::Stud("Stud>1".to_owned()))
        .token("Token&1");
    let expected = r"
POST /
content-type: application/x-www-form-urlencoded

Action=RegisterHorse
&Version=2010-05-08
&Name=Name%3C9
&Owners.Owner.1.Name=Name%C3%A98
&Mark.1=Marks%C3%A99
&Mark.2=Marks%C3%A91
&Notes.entry.1.Topic=Notes%267
&Notes.entry.1.value=Notes%226
&Born=2021-01-06T21%3A09%3A33Z
&Sold=1102598187
&Photo=UGhvdG8gMf8%3D
&Weight=33.25
&Origin.Stud=Stud%3E1
&Token=Token%261
";
    assert_sent(&request, expected);
}

#[test]
fn register_horse_reply() {
    let reply = r"
200
content-type: text/xml

<RegisterHorseResponse>
  <RegisterHorseResult>
    <Owners><Owner><Name>Name 2</Name></Owner></Owners>
    <Mark>Marks 6</Mark>
    <Mark>Marks&lt;6</Mark>
    <Notes><entry><Topic>Notes 6</Topic><value>Notes+3</value></entry></Notes>
    <Photo>UGhvdG8gN/8=</Photo>
    <Origin><Stud>Stud&gt;4</Stud></Origin>
    <Coat>roan</Coat>
  </RegisterHorseResult>
  <ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata>
</RegisterHorseResponse>
";
    let expected = filled!(RegisterHorseOutput {
        owners: vec![filled!(types::Owner { name: "Name 2".to_owned() })],
        marks: vec!["Marks 6".to_owned(), "Marks<6".to_owned()],
        notes: BTreeMap::from([("Notes 6".to_owned(), "Notes+3".to_owned())]),
        photo: b"Photo 7\xFF".to_vec(),
        origin: types::Origin::Stud("Stud>4".to_owned()),
        coat: types::Coat::Roan,
    });
    #[cfg(feature = "testing")]
    assert_faked::<RegisterHorse>(&expected);
    assert_eq!(read::<RegisterHorse>(reply), Ok(expected));
}

#[test]
fn register_horse_error() {
    let reply = r#"
409
content-type: text/xml

<ErrorResponse>
  <Error><Code>NameTaken</Code><Owner><Name>Name"6</Name></Owner><Message>message\0</Message></Error>
  <RequestId>request-1</RequestId>
</ErrorResponse>
"#;
    let result = read::<RegisterHorse>(reply);
    let Err(RegisterHorseError::NameTakenException(error)) = &result else { panic!("{result:?}") };
    assert_eq!(error.head().code, "NameTaken");
    let expected = filled!(types::NameTakenException {
        owner: filled!(types::Owner { name: "Name\"6".to_owned() }),
        message: "message\\0".to_owned(),
    });
    assert_eq!(error.detail(), &expected);
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
fn assert_faked<O: query::testing::FakeOperation>(expected: &O::Output)
where
    O::Output: PartialEq + std::fmt::Debug,
{
    let reply = query::testing::of_output::<O>(expected).expect("the output can be written");
    let output = query::testing::read::<O>(&reply).expect("the response can be read");
    assert_eq!(&output, expected);
}
