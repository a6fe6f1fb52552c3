use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};
use proptest::prelude::*;

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    Document, ErrorReply, MalformedReply, Timestamp, error, json, serde_form, value_format,
};

/// A union like a generated one.
#[derive(Clone, Debug, PartialEq)]
enum Gait {
    Walk(i32),
    Trot(Vec<u8>),
    Jump(Box<Course>),
    Unknown(String, Document),
}

json::union! { Gait {
    "walk" => Walk,
    "trot" => Trot: value_format::Blob,
    "jump" => Jump: value_format::Boxed,
} }
serde_form::implement!(Gait);

/// An output with a member that is not in the body.
#[derive(Clone, Debug, Default, PartialEq)]
struct Ridden {
    gait: Option<Gait>,
    etag: Option<String>,
}

json::decode! { Ridden {
    "Gait" => gait,
} }

serde_form::message! { Ridden {
    "Gait" => gait,
    "ETag" => etag,
} }

/// A recursive structure.
#[derive(Clone, Debug, Default, PartialEq)]
struct Course {
    next: Option<Box<Course>>,
    gait: Option<Gait>,
    times: Option<Vec<Option<Timestamp>>>,
    marks: Option<BTreeMap<String, Option<i32>>>,
    notes: Option<Document>,
    token: Option<String>,
}

json::object! { Course {
    "Next" => next: Option<value_format::Boxed>,
    "Gait" => gait,
    "Times" => times: Option<value_format::SparseList<value_format::DateTime>>,
    "Marks" => marks: Option<value_format::SparseMap<value_format::Usual>>,
    "Notes" => notes,
    "Token" => token,
} }
serde_form::implement!(Course);

fn read(text: &str) -> Result<Course, String> {
    json::decode::value(text).map_err(|error| error.to_string())
}

#[test]
fn reads_a_union_with_one_member() {
    let gait = |text: &str| json::decode::value::<Gait>(text).map_err(|error| error.to_string());
    assert_eq!(gait(r#"{"walk":1}"#), Ok(Gait::Walk(1)));
    assert_eq!(
        gait(r#"{"__type":"x#Gait","trot":"AAE=","walk":null}"#),
        Ok(Gait::Trot(vec![0, 1]))
    );
    assert!(gait("{}").unwrap_err().starts_with("expected a member of the union"));
    assert!(gait(r#"{"walk":null}"#).unwrap_err().starts_with("expected a member of the union"));
    assert!(gait(r#"{"walk":1,"trot":""}"#).unwrap_err().starts_with("expected only one member"));
    assert!(gait(r#"{"trot":"?"}"#).unwrap_err().starts_with("trot: expected base64"));
    assert!(gait("1").unwrap_err().starts_with("expected an object"));
}

#[test]
fn keeps_an_unknown_member_of_a_union() {
    let text = r#"{"Gait":{"pace":{"fast":true}}}"#;
    let course = read(text).unwrap();
    let value = r#"{"fast":true}"#.parse().unwrap();
    assert_eq!(course.gait, Some(Gait::Unknown("pace".to_owned(), value)));
    assert_eq!(json::encode::text(&course), text);
}

#[test]
fn reads_and_writes_a_recursive_structure() {
    let text = r#"{"Next":{"Next":{"Gait":{"jump":{"Notes":[1,{"a":null}]}}}}}"#;
    let course = read(text).unwrap();
    assert_eq!(json::encode::text(&course), text);
    assert!(course.next.unwrap().next.unwrap().next.is_none());
}

#[test]
fn keeps_null_in_sparse_lists_and_maps() {
    let text = r#"{"Times":[null,"1970-01-01T00:00:01Z"],"Marks":{"a":null,"b":1}}"#;
    let course = read(text).unwrap();
    assert_eq!(course.times, Some(vec![None, Some(Timestamp::from_seconds(1))]));
    assert_eq!(course.marks.as_ref().unwrap()["a"], None);
    assert_eq!(json::encode::text(&course), text);
    assert_eq!(read(r#"{"Times":null}"#), Ok(Course::default()));
}

#[test]
fn serializes_all_members_of_a_message_and_sends_body_members() {
    let text = r#"{"Gait":{"walk":1},"ETag":"e"}"#;
    let ridden = Ridden { gait: Some(Gait::Walk(1)), etag: Some("e".to_owned()) };
    assert_eq!(serde_json::to_string(&ridden).unwrap(), text);
    assert_eq!(serde_json::from_str::<Ridden>(text).unwrap(), ridden);
    let body: Ridden = json::decode::value(text).unwrap();
    assert_eq!(body, Ridden { etag: None, ..ridden });
}

#[derive(Clone, Debug, PartialEq)]
enum RideError {
    Lame(ErrorReply<Lame>),
    Malformed(MalformedReply),
    Unmodelled(ErrorReply),
}

error::operation_error! { RideError {
    "Customized" | "Lame" => Lame,
} }

#[derive(Clone, Debug, Default, PartialEq)]
struct Lame {
    leg: Option<i32>,
    message: Option<String>,
}

json::decode! { Lame {
    "Leg" => leg,
    "message" => message,
} }

impl error::ErrorShape for Lame {
    const STATUS: Option<u16> = Some(409);
    const FAULT: Option<error::Fault> = Some(error::Fault::Client);
    const RETRY: Option<error::Retry> = Some(error::Retry::Transient);

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

#[test]
fn builds_an_aws_json_request() {
    let course = Course { token: Some("t".to_owned()), ..Course::default() };
    let mut request =
        aws_json::request("application/x-amz-json-1.1", "Stud.Ride", &course).unwrap();
    request.query_mode();
    let request = request.build().unwrap();
    assert_eq!((request.method().as_str(), request.uri().path()), ("POST", "/"));
    assert_eq!(request.headers()["content-type"], "application/x-amz-json-1.1");
    assert_eq!(request.headers()["x-amz-target"], "Stud.Ride");
    assert_eq!(request.headers()["x-amzn-query-mode"], "true");
    assert_eq!(request.body(), br#"{"Token":"t"}"#);
}

#[test]
fn prefers_type_as_code_of_an_aws_json_error() {
    let headers = HeaderMap::new();
    let body = br#"{"__type":"a.b#Lame","Code":"Other","Leg":2}"#;
    let error =
        aws_json::reply::<RideError>(StatusCode::CONFLICT, &headers, body).map(|_| ()).unwrap_err();
    assert_eq!((error.code(), error.retry()), ("Lame", Some(error::Retry::Transient)));
    assert_eq!((error.message(), error.request_id()), (None, None));
    let RideError::Lame(reply) = error else { panic!() };
    assert_eq!(reply.detail(), &Lame { leg: Some(2), message: None });
    assert_eq!(reply.fault(), Some(error::Fault::Client));
    assert_ne!(reply.fault(), Some(error::Fault::Server));
    assert_eq!(<Lame as error::ErrorShape>::STATUS, Some(409));
}

#[test]
fn debug_of_an_error_has_the_start_of_a_long_member() {
    let lame = |text: &str| {
        let body = format!(r#"{{"__type":"Lame","message":"{text}","Leg":2}}"#);
        let headers = HeaderMap::new();
        let reply = aws_json::reply::<RideError>(StatusCode::CONFLICT, &headers, body.as_bytes());
        reply.map(|_| ()).unwrap_err()
    };
    for text in ["\u{e4}".repeat(1 << 20), "\\n".repeat(1 << 20)] {
        let (line, lines) = (format!("{:?}", lame(&text)), format!("{:#?}", lame(&text)));
        assert!(line.len() < 40_000 && lines.len() < 40_000, "{}, {}", line.len(), lines.len());
        assert!(line.ends_with("...))"), "{line}");
    }
    let short = format!("{:?}", lame("a"));
    assert!(short.ends_with(r#"Lame { leg: Some(2), message: Some("a") }))"#), "{short}");
}

fn document<T: json::encode::Encode<T>>(value: &T) -> Document {
    json::encode::text(value).parse().unwrap()
}

fn gaits() -> impl Strategy<Value = Gait> {
    prop_oneof![
        any::<i32>().prop_map(Gait::Walk),
        any::<Vec<u8>>().prop_map(Gait::Trot),
        ("[a-z]{7}", any::<bool>()).prop_map(|(name, value)| Gait::Unknown(name, document(&value))),
    ]
}

fn courses() -> impl Strategy<Value = Course> {
    let seconds =
        proptest::option::of((-1_000_000_i64..1_000_000).prop_map(Timestamp::from_seconds));
    let marks = proptest::collection::btree_map(any::<String>(), any::<Option<i32>>(), 0..3);
    let leaf = (
        proptest::option::of(gaits()),
        proptest::option::of(proptest::collection::vec(seconds, 0..3)),
        proptest::option::of(marks),
        any::<Option<String>>(),
    );
    let leaf = leaf.prop_map(|(gait, times, marks, token)| Course {
        notes: token.as_ref().map(document),
        gait,
        times,
        marks,
        token,
        next: None,
    });
    leaf.prop_recursive(3, 8, 2, |inner| {
        (inner.clone(), inner).prop_map(|(next, jump)| Course {
            next: Some(Box::new(next)),
            gait: Some(Gait::Jump(Box::new(jump))),
            ..Course::default()
        })
    })
}

proptest! {
    #[test]
    fn reads_written_values(course in courses()) {
        let text = json::encode::text(&course);
        prop_assert_eq!(read(&text), Ok(course.clone()));
        let value = serde_json::to_value(&course).unwrap();
        prop_assert_eq!(serde_json::from_value::<Course>(value).unwrap(), course);
    }
}
