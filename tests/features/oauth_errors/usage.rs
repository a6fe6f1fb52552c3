use http::{HeaderMap, HeaderValue, StatusCode};
use oauth_errors::{CreateKey, CreateKeyError, Operation};

fn error(code: &'static str, body: &str) -> CreateKeyError {
    let mut headers = HeaderMap::new();
    headers.insert("x-amzn-errortype", HeaderValue::from_static(code));
    CreateKey::parse(StatusCode::BAD_REQUEST, &headers, body.as_bytes()).unwrap_err()
}

#[test]
fn message_is_the_description() {
    let error = error("KeyIsBent", r#"{"error":"bent","error_description":"The key is bent"}"#);
    assert!(matches!(error, CreateKeyError::KeyIsBent(_)));
    assert_eq!(error.message(), Some("The key is bent"));
}

#[test]
fn message_of_an_unknown_error_is_the_description() {
    assert_eq!(error("KeyIsLost", r#"{"error_description":"Lost"}"#).message(), Some("Lost"));
}

#[test]
fn message_takes_precedence() {
    let both = r#"{"message":"first","error_description":"second"}"#;
    assert_eq!(error("KeyIsBent", both).message(), Some("first"));
    let empty = r#"{"message":"","error_description":"second"}"#;
    assert_eq!(error("KeyIsBent", empty).message(), Some("second"));
}

#[test]
fn response_without_description_stays() {
    assert_eq!(error("KeyIsBent", "{}").message(), None);
    assert_eq!(error("KeyIsBent", "no JSON").message(), Some("no JSON"));
    assert_eq!(error("KeyIsBent", r#"{"error_description":7}"#).message(), None);
}

#[test]
fn sensitive_description_is_not_printed() {
    let error = error("KeyIsSecret", r#"{"error_description":"under the mat"}"#);
    assert!(!format!("{error} {error:?}").contains("mat"));
}
