use aws_json::{Enqueue, EnqueueError, Operation, Purge, Timestamp};
use http::{HeaderMap, HeaderValue, StatusCode};

#[test]
fn posts_body_with_the_target_header() {
    let request =
        Enqueue::new("Bella").at(Timestamp::from_seconds(7)).token("t").request().unwrap();
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("POST", "/"));
    assert_eq!(request.headers()["x-amz-target"], "HorseQueue_20240131.Enqueue");
    assert_eq!(request.headers()["content-type"], "application/x-amz-json-1.0");
    assert_eq!(request.headers()["x-amzn-query-mode"], "true");
    assert_eq!(request.body(), br#"{"Horse":"Bella","when":7,"Token":"t"}"#);
    assert_eq!(Purge::new().request().unwrap().body(), b"{}");
    assert!(Enqueue::new("Bella").request().unwrap().body().len() > 60, "the token is filled in");
}

#[test]
fn accepts_any_body_for_an_output_without_members() {
    let headers = HeaderMap::new();
    assert!(Purge::parse(StatusCode::OK, &headers, b"OK").is_ok());
    let output = Enqueue::parse(StatusCode::OK, &headers, br#"{"Place":3}"#).unwrap();
    assert_eq!(output.place, Some(3));
}

#[test]
fn finds_error_by_query_code_and_by_name() {
    let mut headers = HeaderMap::new();
    let body = br#"{"__type":"com.example#QueueDoesNotExist","Queue":"q","message":"none"}"#;
    let error = Enqueue::parse(StatusCode::BAD_REQUEST, &headers, body).unwrap_err();
    assert_eq!(error.code(), "QueueDoesNotExist");
    assert!(matches!(error, EnqueueError::QueueDoesNotExist(_)));
    let old = HeaderValue::from_static("Horse.NonExistentQueue;Sender");
    headers.insert("x-amzn-query-error", old);
    let error = Enqueue::parse(StatusCode::BAD_REQUEST, &headers, body).unwrap_err();
    assert_eq!(error.code(), "Horse.NonExistentQueue");
    let EnqueueError::QueueDoesNotExist(reply) = error else { panic!() };
    assert_eq!(reply.detail().queue.as_deref(), Some("q"));
}

/// botocore's models name no query codes, so that the header has a code that the operation does not know.
#[test]
fn unknown_query_code_does_not_hide_the_type() {
    let mut headers = HeaderMap::new();
    headers.insert("x-amzn-query-error", HeaderValue::from_static("Horse.StableFull;Receiver"));
    let body = br#"{"__type":"com.example#Full","message":"none"}"#;
    let error = Enqueue::parse(StatusCode::BAD_REQUEST, &headers, body).unwrap_err();
    assert_eq!((error.code(), error.message()), ("Horse.StableFull", Some("none")));
    assert!(matches!(error, EnqueueError::Full(_)), "{error:?}");
}
