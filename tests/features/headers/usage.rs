use headers::types::Colour;
use headers::{BuildError, HeadSaddle, HeadSaddleError, Operation, PutSaddle, Timestamp};
use http::{HeaderMap, HeaderValue, StatusCode};

#[test]
fn writes_header_members() {
    let made = Timestamp::from_seconds(1_398_796_238);
    let request = PutSaddle::new("s1", "Ada")
        .made(made)
        .sold(made)
        .rides(vec![made, made])
        .colours(vec![Colour::Bay, Colour::BlackShiny])
        .weight(f64::INFINITY)
        .notes(r#"{"old":true}"#)
        .meta([("Shelf".to_owned(), "3".to_owned())])
        .size(17)
        .request()
        .unwrap();
    let header = |name| request.headers()[name].to_str().unwrap();
    let date = "Tue, 29 Apr 2014 18:30:38 GMT";
    assert_eq!((header("x-owner"), header("x-made")), ("Ada", date));
    assert_eq!((header("x-sold"), header("x-rides")), ("1398796238", &*format!("{date}, {date}")));
    assert_eq!(header("x-colours"), r#"bay, "black, shiny""#);
    assert_eq!((header("x-weight"), header("x-notes")), ("Infinity", "eyJvbGQiOnRydWV9"));
    assert_eq!((header("x-meta-shelf"), header("content-type")), ("3", "application/json"));
    assert_eq!(request.body(), br#"{"size":17}"#);
}

#[test]
fn names_invalid_header() {
    let error = PutSaddle::new("s1", "Ada\nX-Evil: 1").request().unwrap_err();
    assert_eq!(error, BuildError::Header("X-Owner".to_owned()));
}

#[test]
fn reads_header_members_and_status() {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("x-owner", "Ada"),
        ("x-colours", r#"bay, "black, shiny", dun"#),
        ("x-rides", "Tue, 29 Apr 2014 18:30:38 GMT"),
        ("x-notes", "eyJvbGQiOnRydWV9"),
        ("x-meta-shelf", "3"),
    ] {
        headers.append(name, HeaderValue::from_static(value));
    }
    let output = PutSaddle::parse(StatusCode::CREATED, &headers, br#"{"size":17}"#).unwrap();
    assert_eq!((output.status, output.size), (Some(201), Some(17)));
    assert_eq!(output.owner.as_deref(), Some("Ada"));
    let dun = Colour::Unknown("dun".to_owned());
    assert_eq!(output.colours.clone().unwrap(), [Colour::Bay, Colour::BlackShiny, dun]);
    assert_eq!(output.rides.clone().unwrap(), [Timestamp::from_seconds(1_398_796_238)]);
    assert_eq!(output.notes.as_deref(), Some(r#"{"old":true}"#));
    assert_eq!(output.meta.clone().unwrap()["shelf"], "3");
    // Header members are part of the serde form, so that a response can be stored and read again.
    let stored = serde_json::to_string(&output).unwrap();
    assert_eq!(serde_json::from_str::<headers::PutSaddleOutput>(&stored).unwrap(), output);
}

#[test]
fn reads_obsolete_dates_in_headers() {
    let mut headers = HeaderMap::new();
    for date in ["Tuesday, 29-Apr-14 18:30:38 GMT", "Tue, 29 Apr 2014 18:30:38 +0000"] {
        headers.append("x-rides", HeaderValue::from_static(date));
    }
    let output = PutSaddle::parse(StatusCode::OK, &headers, b"").unwrap();
    assert_eq!(output.rides.unwrap(), [Timestamp::from_seconds(1_398_796_238); 2]);
}

#[test]
fn ignores_header_members_in_the_body() {
    let body = br#"{"status":"DONE","owner":7,"meta":[],"size":17,"D":"d"}"#;
    let output = PutSaddle::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!((output.status, output.owner), (Some(200), None));
    assert!(output.meta.unwrap().is_empty());
    assert_eq!((output.size, output.d), (Some(17), Some(headers::types::D::D)));
}

#[test]
fn reads_headers_without_a_body() {
    let mut headers = HeaderMap::new();
    headers.insert("x-weight", HeaderValue::from_static("4.5"));
    let output = HeadSaddle::parse(StatusCode::OK, &headers, b"not looked at").unwrap();
    assert_eq!(output.weight, Some(4.5));
    headers.insert("x-weight", HeaderValue::from_static("heavy"));
    let error = HeadSaddle::parse(StatusCode::OK, &headers, b"").unwrap_err();
    assert!(matches!(error, HeadSaddleError::Malformed(_)));
    assert!(error.to_string().contains("X-Weight"), "{error}");
}
