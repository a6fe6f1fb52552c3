use errors::runtime::error::{ErrorShape, Fault, Retry};
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
    assert_eq!(fail(500, "7", r#"{"__type":"Other"}"#).retry(), None);
}

#[test]
fn debug_redacts_sensitive_message() {
    let error = fail(400, "7", r#"{"__type":"Private","message":"sesame"}"#);
    assert_eq!(error.message(), Some("sesame"));
    let logs = format!("{error} {error:?}");
    assert!(!logs.contains("sesame"), "{logs}");
}
