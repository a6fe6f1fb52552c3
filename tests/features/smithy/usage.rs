//! What Smithy says and botocore has no word for.

use http::{HeaderMap, StatusCode};
use smithy::types::Line;
use smithy::{Draw, Hang, Operation};

#[test]
fn a_default_is_left_to_the_service() {
    let request = Draw::new(3).lines(vec![Line::new().length(4)]).request().unwrap();
    assert_eq!(request.uri(), "/drawings?w=3");
    assert_eq!(request.body(), br#"{"Lines":[{"Length":4}]}"#);
}

#[test]
fn an_enum_of_integers_takes_those_without_a_name() {
    let request = Draw::new(1).pressure(9).request().unwrap();
    assert_eq!(request.body(), br#"{"Pressure":9}"#);
    let mut headers = HeaderMap::new();
    headers.insert("X-Pressure", "7".parse().unwrap());
    let drawing = Draw::parse(StatusCode::OK, &headers, br#"{"Width": 1}"#).unwrap();
    assert_eq!((drawing.width, drawing.pressure), (Some(1), Some(7)));
}

#[test]
fn bytes_travel_as_what_they_are() {
    let request = Hang::new("north").scan(vec![1, 2]).request().unwrap();
    assert_eq!(request.headers()["content-type"], "image/png");
    assert_eq!(request.body(), &[1, 2]);
    assert!(Hang::new("north").request().unwrap().headers().is_empty());
}
