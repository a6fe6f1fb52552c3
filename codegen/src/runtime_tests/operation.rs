use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, Endpoints, ErrorReply, InvalidTimestamp, MalformedReply, Operation, OperationError,
    Redacted, Reply, Request, RequestBuilder, Service, Timestamp, error, json,
};

pub(super) const SERVICE: Service = Service {
    name: "Horses",
    signing_name: "horses",
    endpoints: Endpoints { prefix: "horses", exceptions: &[] },
};

/// An operation like a generated one.
#[derive(Clone, Default)]
pub(super) struct GetHorse;

#[derive(Debug, Default, PartialEq)]
pub(super) struct Horse {
    pub(super) name: Option<String>,
}

#[derive(Debug, Default, PartialEq)]
pub(super) struct Escaped {
    since: Option<i64>,
}

#[derive(Debug, PartialEq)]
pub(super) enum GetHorseError {
    Escaped(ErrorReply<Escaped>),
    Malformed(MalformedReply),
    Unmodelled(ErrorReply),
}

impl Operation for GetHorse {
    type Output = Horse;
    type Error = GetHorseError;

    const SERVICE: Service = SERVICE;
    const NAME: &'static str = "GetHorse";

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::GET, "/horse").build()
    }

    fn parse(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Result<Horse, GetHorseError> {
        Ok(rest_json::reply::<GetHorseError>(status, headers, body)?.json()?)
    }
}

json::decode! { Horse {
    "Name" => name,
} }

json::decode! { Escaped {
    "Since" => since,
} }

impl error::ErrorShape for Escaped {
    const RETRY: Option<error::Retry> = Some(error::Retry::Throttling);
    const HAS_SENSITIVE_MESSAGE: bool = true;

    fn read(&mut self, reply: &Reply<'_>) {
        reply.json_error(self);
    }
}

error::operation_error! { GetHorseError {
    "Escaped" => Escaped,
} }

fn parse(status: StatusCode, body: &str) -> Result<Horse, GetHorseError> {
    parse_with(status, &HeaderMap::new(), body)
}

pub(super) fn parse_with(
    status: StatusCode,
    headers: &HeaderMap,
    body: &str,
) -> Result<Horse, GetHorseError> {
    GetHorse::parse(status, headers, body.as_bytes())
}

#[test]
fn reads_the_output_for_any_2xx_status() {
    let horse = Horse { name: Some("Bella".to_owned()) };
    assert_eq!(parse(StatusCode::ACCEPTED, r#"{"Name":"Bella"}"#), Ok(horse));
    assert_eq!((GetHorse::NAME, GetHorse.request().unwrap().uri().path()), ("GetHorse", "/horse"));
    assert_eq!(GetHorse::REPEATABLE.then_some(()), None);
}

#[test]
fn returns_an_error_for_other_statuses() {
    for status in [
        StatusCode::MULTIPLE_CHOICES,
        StatusCode::FOUND,
        StatusCode::NOT_FOUND,
        StatusCode::BAD_GATEWAY,
    ] {
        assert!(matches!(parse(status, "{}"), Err(GetHorseError::Unmodelled(_))), "{status}");
    }
}

#[test]
fn keeps_the_valid_members_of_an_error() {
    let Err(GetHorseError::Escaped(reply)) =
        parse(StatusCode::GONE, r#"{"code":"Escaped","Since":7}"#)
    else {
        panic!()
    };
    assert_eq!(
        (reply.detail(), reply.to_string().as_str()),
        (&Escaped { since: Some(7) }, "Escaped (status 410)")
    );
    let (head, detail) = reply.into_parts();
    assert_eq!((head.code.as_str(), detail), ("Escaped", Escaped { since: Some(7) }));
    for (body, since) in [
        (r#"{"code":"Escaped","Since":[]}"#, None),
        // Members before the invalid one are kept.
        (r#"{"code":"Escaped","Since":7,"Since":[]}"#, Some(7)),
    ] {
        let Err(GetHorseError::Escaped(reply)) = parse(StatusCode::GONE, body) else { panic!() };
        assert_eq!(reply.detail(), &Escaped { since });
    }
}

#[test]
fn reports_retryable_errors() {
    let error = parse(StatusCode::GONE, r#"{"code":"Escaped"}"#).unwrap_err();
    assert_eq!(error.retry(), Some(error::Retry::Throttling));
    assert_eq!(parse(StatusCode::GONE, r#"{"code":"Lame"}"#).unwrap_err().retry(), None);
}

#[test]
fn boxes_the_error_of_any_operation() {
    fn boxed<E: OperationError>(error: E) -> Box<dyn OperationError> {
        Box::new(error)
    }
    let error = boxed(parse(StatusCode::GONE, r#"{"code":"Escaped"}"#).unwrap_err());
    assert!(error.has_name("Escaped") && error.head().status == StatusCode::GONE);
}

#[test]
fn redacts_a_sensitive_message() {
    let error = parse(StatusCode::GONE, r#"{"code":"Escaped","message":"to 12 Elm St"}"#);
    let error = error.unwrap_err();
    assert_eq!(error.message(), Some("to 12 Elm St"));
    assert_eq!(error.to_string(), "Escaped: <redacted> (status 410)");
    assert!(!format!("{error:?}").contains("Elm"), "{error:?}");
}

#[test]
fn returns_malformed_for_an_invalid_body() {
    let error = parse(StatusCode::OK, "{\"Name\":").unwrap_err();
    assert!(matches!(error, GetHorseError::Malformed(_)));
    assert_eq!(
        (error.code(), error.request_id(), error.head().status),
        ("200", None, StatusCode::OK)
    );
    assert_eq!(error.message(), Some("Name: expected a string at line 1 column 9"));
}

#[test]
fn does_not_print_the_invalid_value() {
    for body in [r#"{"Name":{}}"#, r#"{"Since":"my \", expected secret"}"#, r#"["my secret"]"#] {
        let error = parse(StatusCode::OK, body);
        let text = error.map_or_else(|error| error.to_string(), |horse| format!("{horse:?}"));
        assert!(!text.contains("secret"), "{text}");
    }
    let number = Reply::new(StatusCode::OK, &HeaderMap::new(), br#"{"Since":"my secret"}"#)
        .json::<Escaped>()
        .unwrap_err();
    assert_eq!(
        number.to_string(),
        "the response with status 200 cannot be read: Since: expected a number at line 1 column 10"
    );
}

#[test]
fn reads_an_empty_body_as_an_empty_object() {
    for body in ["", " \n", "{}"] {
        assert_eq!(parse(StatusCode::OK, body), Ok(Horse::default()), "{body:?}");
    }
}

#[test]
fn prints_redacted_values() {
    assert_eq!(format!("{:?}", Some(Redacted)), "Some(<redacted>)");
}

#[test]
fn implements_std_error() {
    let error: Box<dyn std::error::Error> =
        Box::new(parse(StatusCode::GONE, r#"{"code":"Escaped"}"#).unwrap_err());
    assert_eq!(error.to_string(), "Escaped (status 410)");
    let invalid: Result<Timestamp, InvalidTimestamp> = "never".parse();
    assert_eq!(invalid.unwrap_err().to_string(), "invalid or out-of-range timestamp");
}
