use std::time::Duration;

use errors::runtime::error::{ErrorShape, Fault, OperationError, Retry};
use errors::types::TooManyRequests;
use errors::{Examine, ExamineError, Operation};
use http::{HeaderMap, HeaderValue, StatusCode};

fn fail(status: u16, retry_after: &'static str, body: &str) -> ExamineError {
    let mut headers = HeaderMap::new();
    headers.insert("retry-after", HeaderValue::from_static(retry_after));
    let status = StatusCode::from_u16(status).unwrap();
    Examine::parse(status, &headers, body.as_bytes()).unwrap_err()
}

#[test]
fn error_has_header_and_body_members() {
    let error = fail(429, "7", r#"{"__type":"TooManyRequests","reason":"many"}"#);
    let ExamineError::TooManyRequests(reply) = &error else { panic!("{error}") };
    let detail = reply.detail();
    assert_eq!(
        (detail.retry_after, detail.status, detail.reason.as_deref()),
        (Some(7), Some(429), Some("many"))
    );
    // The HTTP status does not come from the body, and is not hidden by a body member with the same name.
    let error = fail(429, "7", r#"{"__type":"TooManyRequests","reason":"many","status":"FAILED"}"#);
    let ExamineError::TooManyRequests(reply) = &error else { panic!("{error}") };
    assert_eq!((reply.detail().status, reply.detail().reason.as_deref()), (Some(429), Some("many")));
    // An invalid header does not hide the valid body.
    let error = fail(429, "soon", r#"{"__type":"TooManyRequests","reason":"many"}"#);
    let ExamineError::TooManyRequests(reply) = &error else { panic!("{error}") };
    assert_eq!(
        (reply.detail().retry_after, reply.detail().reason.as_deref()),
        (None, Some("many"))
    );
}

#[test]
fn model_defines_fault_and_retryability() {
    assert_eq!(TooManyRequests::STATUS, Some(429));
    let error = fail(429, "7", r#"{"__type":"TooManyRequests"}"#);
    assert_eq!(error.retry(), Some(Retry::Throttling));
    let error = fail(500, "7", r#"{"__type":"Broken"}"#);
    let ExamineError::Broken(reply) = &error else { panic!("{error}") };
    assert_eq!((reply.fault(), reply.retry()), (Some(Fault::Server), Some(Retry::Transient)));
}

#[test]
fn code_and_status_make_an_error_retryable() {
    let retry = |status, name: &str| fail(status, "7", &format!(r#"{{"__type":"{name}"}}"#)).retry();
    assert_eq!(retry(500, "Other"), Some(Retry::Transient));
    assert_eq!(retry(400, "ThrottlingException"), Some(Retry::Throttling));
    assert_eq!(retry(429, "Other"), Some(Retry::Throttling));
    assert_eq!(retry(400, "Other"), None);
    // The model lists this error, and does not mark it as throttling.
    assert_eq!(retry(429, "Private"), None);
    assert_eq!(retry(503, "Private"), Some(Retry::Transient));
}

#[test]
fn any_name_of_an_error_finds_its_variant() {
    let error = fail(400, "7", r#"{"code":"FileTooLong","__type":"vet#Broken"}"#);
    assert!(matches!(error, ExamineError::Broken(_)), "{error:?}");
    // The code stays the one that the service prefers.
    assert_eq!(error.code(), "FileTooLong");
    assert!(error.has_name("Broken") && error.has_name("FileTooLong") && !error.has_name("Private"));
    let error = fail(400, "7", r#"{"code":"FileTooLong","__type":"vet#Strange"}"#);
    assert!(matches!(error, ExamineError::Unmodelled(_)), "{error:?}");
    assert_eq!(error.head().names(), ["FileTooLong", "Strange"]);
}

#[test]
fn error_is_taken_apart() {
    let error = fail(429, "7", r#"{"__type":"TooManyRequests","reason":"many"}"#);
    let ExamineError::TooManyRequests(reply) = error else { panic!("{error}") };
    let (head, detail) = reply.into_parts();
    assert_eq!((head.code.as_str(), detail.reason), ("TooManyRequests", Some("many".to_owned())));
    assert_eq!(head.retry_after, Some(Duration::from_secs(7)));
}

#[test]
fn function_takes_the_error_of_any_operation() {
    fn line(error: &dyn OperationError) -> String {
        format!("{} {:?}", error.head().code, error.retry())
    }
    let errors: [Box<dyn OperationError>; 1] = [Box::new(fail(500, "7", r#"{"__type":"Broken"}"#))];
    assert_eq!(errors.map(|error| line(&*error)), ["Broken Some(Transient)"]);
}

#[test]
fn debug_redacts_sensitive_message() {
    let error = fail(400, "7", r#"{"__type":"Private","message":"sesame"}"#);
    assert_eq!(error.message(), Some("sesame"));
    let logs = format!("{error} {error:?}");
    assert!(!logs.contains("sesame"), "{logs}");
}
