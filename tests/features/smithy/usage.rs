//! Traits that exist only in Smithy.

use http::{HeaderMap, StatusCode};
use smithy::types::Line;
use smithy::{Draw, Hang, Operation};

#[test]
fn does_not_send_defaults() {
    let request = Draw::new(3).lines(vec![Line::new().length(4)]).request().unwrap();
    assert_eq!(request.uri(), "/drawings?w=3");
    assert_eq!(request.body(), br#"{"Lines":[{"Length":4}]}"#);
}

#[test]
fn integer_enum_accepts_unknown_values() {
    let request = Draw::new(1).pressure(9).request().unwrap();
    assert_eq!(request.body(), br#"{"Pressure":9}"#);
    let mut headers = HeaderMap::new();
    headers.insert("X-Pressure", "7".parse().unwrap());
    let drawing = Draw::parse(StatusCode::OK, &headers, br#"{"Width": 1}"#).unwrap();
    assert_eq!((drawing.width, drawing.pressure), (Some(1), Some(7)));
}

#[test]
fn sends_bytes_with_their_media_type() {
    let request = Hang::new("north").scan(vec![1, 2]).request().unwrap();
    assert_eq!(request.headers()["content-type"], "image/png");
    assert_eq!(request.body(), &[1, 2]);
    assert!(Hang::new("north").request().unwrap().headers().is_empty());
}
