use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};
use json_body::types::{Grain, Portion};
use json_body::{Operation, OperationError, PutRation, PutRationError, Refill, Timestamp};

fn noon() -> Timestamp {
    Timestamp::from_seconds(1_517_000_400)
}

#[test]
fn writes_body_members_in_their_formats() {
    let mut portion = Portion::default();
    portion.grain = Some(Grain::Oats);
    portion.kilos = Some(f64::INFINITY);
    let request = PutRation::new("a/b", vec![portion])
        .dry_run(false)
        .weights([(Grain::Barley, 0.5), ("rye".into(), f32::NAN)])
        .from(noon())
        .until(noon())
        .days(vec![noon()])
        .request()
        .unwrap();
    assert_eq!(request.method(), "PUT");
    assert_eq!(request.uri(), "/rations/a%2Fb?dry-run=false");
    assert_eq!(request.headers()["content-type"], "application/json");
    let body = r#"{"portions":[{"grain":"oats","kilos":"Infinity"}],"Weights":{"barley":0.5,"rye":"NaN"},"from":"2018-01-26T21:00:00Z","until":"Fri, 26 Jan 2018 21:00:00 GMT","days":["Fri, 26 Jan 2018 21:00:00 GMT"]}"#;
    assert_eq!(String::from_utf8(request.into_body()).unwrap(), body);
}

#[test]
fn writes_empty_object_without_members() {
    let request = Refill::new().request().unwrap();
    assert_eq!(request.body(), b"{}");
    assert_eq!(Refill::new().kilos(3).request().unwrap().body(), b"{\"kilos\":3}");
}

#[test]
fn reads_every_form_of_numbers_and_dates() {
    let body = br#"{"Version":7.0,"kilos":"-Infinity","updated":1517000400.25,
        "days":["2018-01-26T22:00:00+01:00",1517000400],"portions":[{"kilos":2,"new":[{}]}],"more":{"x":[1]}}"#;
    let output = PutRation::parse(StatusCode::CREATED, &HeaderMap::new(), body).unwrap();
    assert_eq!(output.version, Some(7));
    assert_eq!(output.kilos, Some(f64::NEG_INFINITY));
    assert_eq!(output.updated, Timestamp::new(1_517_000_400, 250_000_000));
    assert_eq!(output.days, Some(vec![noon(), noon()]));
    assert_eq!(output.portions.unwrap()[0].kilos, Some(2.0));
}

#[test]
fn error_has_members_and_a_one_line_display() {
    let headers =
        HeaderMap::from_iter([("x-amzn-requestid".parse().unwrap(), "id-1".parse().unwrap())]);
    let body = br#"{"__type":"com.example#TooMuch","message":"a horse eats 9","limit":9}"#;
    let error = PutRation::parse(StatusCode::CONFLICT, &headers, body).unwrap_err();
    assert_eq!(error.to_string(), "TooMuch: a horse eats 9 (status 409, request ID id-1)");
    assert_eq!(error.head().status, 409);
    let PutRationError::TooMuch(too_much) = error else { panic!("{error}") };
    assert_eq!(too_much.detail().limit, Some(9));
}

#[test]
fn unmodelled_error_keeps_its_code() {
    let body = br#"{"code":"Throttled","errorMessage":"slow down"}"#;
    let error = Refill::parse(StatusCode::TOO_MANY_REQUESTS, &HeaderMap::new(), body).unwrap_err();
    assert_eq!((error.code(), error.message()), ("Throttled", Some("slow down")));
}

#[test]
fn malformed_response_reports_the_path_and_place() {
    for (body, expected) in [
        (r#"{"Version":7.5}"#, "Version: expected a 64-bit integer at line 1 column 15"),
        (
            r#"{"portions":[{},{"kilos":"2"}]}"#,
            "portions[1].kilos: expected a number at line 1 column 29",
        ),
        (r#"{"portions":""}"#, "portions: expected an array at line 1 column 13"),
        (r#"{"days":[null]}"#, "days[0]: expected a number at line 1 column 10"),
    ] {
        let reply = PutRation::parse(StatusCode::OK, &HeaderMap::new(), body.as_bytes());
        let error = reply.unwrap_err();
        assert!(matches!(error, PutRationError::Malformed(_)));
        assert_eq!(error.message(), Some(expected));
    }
}

#[test]
fn arguments_are_any_collections() {
    let body = |request: PutRation| String::from_utf8(request.request().unwrap().into_body()).unwrap();
    let portion = Portion::new("oats", 2.0);
    let new = |days: Vec<Timestamp>| PutRation::new("a", vec![portion.clone()]).days(days);
    let expected = body(new(vec![noon()]).weights([(Grain::Oats, 1.0)]));
    let with_array = PutRation::new("a", [portion.clone()]).days([noon()]).weights([("oats", 1.0)]);
    assert_eq!(body(with_array), expected);
    let with_option = PutRation::new("a", Some(portion.clone())).days(Some(noon()));
    assert_eq!(body(with_option.weights(vec![("oats".to_owned(), 1.0)])), expected);
    // The type of an empty vector or map is known.
    let empty = body(PutRation::new("a", vec![]).days(vec![]).weights(BTreeMap::new()));
    assert_eq!(empty, r#"{"portions":[],"Weights":{},"days":[]}"#);
}

#[test]
fn absent_list_of_an_output_is_an_empty_slice() {
    let read = |body: &[u8]| PutRation::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!(read(b"{}").days(), []);
    assert_eq!(read(br#"{"days":[1517000400]}"#).days(), [noon()]);
}
