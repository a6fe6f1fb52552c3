use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};
use query::types::{Coat, Origin, Owner};
use query::{DeleteHorse, Operation, OperationError, RegisterHorse, RegisterHorseError, Timestamp};

fn form(operation: &impl Operation) -> Vec<String> {
    let request = operation.request().unwrap();
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("POST", "/"));
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    let body = String::from_utf8(request.body().clone()).unwrap();
    body.split('&').map(str::to_owned).collect()
}

#[test]
fn posts_forms() {
    let request = RegisterHorse::new("Bella & Co")
        .owners(vec![Owner::new("Ann"), Owner::new("Bob")])
        .marks(vec!["star".to_owned()])
        .notes(BTreeMap::from([("diet".to_owned(), "hay".to_owned())]))
        .born(Timestamp::from_seconds(0))
        .sold(Timestamp::from_seconds(1))
        .photo([255_u8])
        .weight(f64::NAN)
        .origin(Origin::Parents(vec!["Cleo".to_owned()]))
        .token("t");
    let expected = [
        "Action=RegisterHorse",
        "Version=2010-05-08",
        "Name=Bella%20%26%20Co",
        "Owners.Owner.1.Name=Ann",
        "Owners.Owner.2.Name=Bob",
        "Mark.1=star",
        "Notes.entry.1.Topic=diet",
        "Notes.entry.1.value=hay",
        "Born=1970-01-01T00%3A00%3A00Z",
        "Sold=1",
        "Photo=%2Fw%3D%3D",
        "Weight=NaN",
        "Origin.Parents.member.1=Cleo",
        "Token=t",
    ];
    assert_eq!(form(&request), expected);
    let none = DeleteHorse::new().names(Vec::new());
    assert_eq!(form(&none), ["Action=DeleteHorse", "Version=2010-05-08", "Names="]);
}

#[test]
fn reads_the_result_element() {
    let body = b"<?xml version='1.0'?><RegisterHorseResponse xmlns='https://registry.example.com/'>
        <RegisterHorseResult>
            <Mark>star</Mark><Coat>roan</Coat><Mark>sock</Mark>
            <Owners><Owner><Name>Ann</Name></Owner></Owners>
            <Notes><entry><Topic>diet</Topic><value>hay &amp; oats</value></entry></Notes>
            <Photo>/w==</Photo>
            <Origin><Breeder><Name>Bob</Name></Breeder></Origin>
        </RegisterHorseResult>
        <ResponseMetadata><RequestId>7</RequestId></ResponseMetadata></RegisterHorseResponse>";
    let output = RegisterHorse::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!(output.marks.unwrap(), ["star", "sock"]);
    assert_eq!(output.coat, Some(Coat::Roan));
    assert_eq!(output.owners, Some(vec![Owner::new("Ann")]));
    assert_eq!(output.notes.unwrap()["diet"], "hay & oats");
    assert_eq!(output.photo.unwrap(), [255]);
    assert_eq!(output.origin.unwrap().as_breeder(), Some(&Owner::new("Bob")));
}

#[test]
fn keeps_an_unknown_member_of_a_union() {
    let origin = |content: &str| {
        let body = format!("<R><RegisterHorseResult><Origin>{content}</Origin></RegisterHorseResult></R>");
        RegisterHorse::parse(StatusCode::OK, &HeaderMap::new(), body.as_bytes()).map(|output| output.origin)
    };
    let unknown = |value: &str| Some(Origin::Unknown("Wild".to_owned(), value.to_owned()));
    assert_eq!(origin("<Wild>a&lt;b</Wild>").unwrap(), unknown("a<b"));
    assert_eq!(origin("<Wild><Herd>1</Herd></Wild>").unwrap(), unknown("<Herd>1</Herd>"));
    assert!(origin("<Stud>a</Stud><Wild>b</Wild>").is_err());
    assert!(origin("").is_err());
}

#[test]
fn reads_replies_without_output() {
    let headers = HeaderMap::new();
    assert!(DeleteHorse::parse(StatusCode::OK, &headers, b"").is_ok());
    assert!(DeleteHorse::parse(StatusCode::OK, &headers, b"<DeleteHorseResponse/>").is_ok());
    assert!(DeleteHorse::parse(StatusCode::OK, &headers, b"<DeleteHorseResponse>").is_err());
}

#[test]
fn reads_errors_with_members_and_request_id() {
    let body = b"<ErrorResponse><Error><Type>Sender</Type><Code>NameTaken</Code><Message>taken</Message>
        <Owner><Name>Ann</Name></Owner></Error><RequestId>7</RequestId></ErrorResponse>";
    let error = RegisterHorse::parse(StatusCode::CONFLICT, &HeaderMap::new(), body).unwrap_err();
    assert_eq!((error.code(), error.message(), error.request_id()), ("NameTaken", Some("taken"), Some("7")));
    let RegisterHorseError::NameTakenException(reply) = error else { panic!() };
    assert_eq!(reply.detail().owner, Some(Owner::new("Ann")));
    assert_eq!(reply.detail().message.as_deref(), Some("taken"));
}

#[test]
fn a_reply_that_breaks_off_can_be_retried() {
    let body = b"<R><RegisterHorseResult><Mark>star</Mark></RegisterHorseResult>";
    let error = RegisterHorse::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap_err();
    assert!(matches!(error, RegisterHorseError::Malformed(_)));
    assert!(OperationError::retry(&error).is_some());
}
