use http::{HeaderMap, HeaderValue, StatusCode};
use payloads::runtime::request_extensions::{Stream, StreamedReply};
use payloads::types::Bale;
use payloads::{Operation, PutAnything, PutBale, PutFilm, PutNote, PutPhoto, Request};

fn sent(request: Request) -> (String, Vec<u8>) {
    let content_type = request.headers().get("content-type");
    let content_type = content_type.map_or("", |value| value.to_str().unwrap()).to_owned();
    (content_type, request.into_body())
}

fn expect(content_type: &str, body: &[u8]) -> (String, Vec<u8>) {
    (content_type.to_owned(), body.to_vec())
}

#[test]
fn writes_payload_member_as_body() {
    let json = "application/json";
    let bale = PutBale::new().bale(Bale::new().kilos(15));
    assert_eq!(sent(bale.request().unwrap()), expect(json, br#"{"kilos":15}"#));
    assert_eq!(sent(PutBale::new().request().unwrap()), expect(json, b"{}"));
    let photo = PutPhoto::new().photo([0, 255]);
    assert_eq!(sent(photo.request().unwrap()), expect("application/octet-stream", &[0, 255]));
    assert_eq!(sent(photo.kind("image/png").request().unwrap()), expect("image/png", &[0, 255]));
    assert_eq!(sent(PutPhoto::new().request().unwrap()), expect("", b""));
    assert_eq!(sent(PutNote::new("hay").request().unwrap()), expect("text/plain", b"hay"));
    let thing = PutAnything::new().thing(r#""a""#.parse().unwrap());
    assert_eq!(sent(thing.request().unwrap()), expect(json, br#""a""#));
    assert_eq!(sent(PutAnything::new().request().unwrap()), expect("", b""));
}

#[test]
fn reads_body_as_payload_member() {
    let headers = HeaderMap::new();
    let bale = PutBale::parse(StatusCode::OK, &headers, br#"{"kilos":15}"#).unwrap().bale;
    assert_eq!(bale.unwrap().kilos, Some(15));
    let photo = PutPhoto::parse(StatusCode::OK, &headers, &[0, 255]).unwrap().photo;
    assert_eq!(photo, Some(vec![0, 255]));
    assert_eq!(PutPhoto::parse(StatusCode::OK, &headers, b"").unwrap().photo, None);
    let note = PutNote::parse(StatusCode::OK, &headers, b"hay").unwrap().note;
    assert_eq!(note.as_deref(), Some("hay"));
    assert!(PutNote::parse(StatusCode::OK, &headers, b"\xff").is_err());
    let thing = PutAnything::parse(StatusCode::OK, &headers, b"[1]").unwrap().thing;
    assert_eq!(thing.unwrap().as_str(), "[1]");
}

#[test]
fn reads_an_empty_body_or_null_as_an_unset_structure() {
    let headers = HeaderMap::new();
    for body in ["", "\n", "null", " null\n"] {
        assert_eq!(PutBale::parse(StatusCode::OK, &headers, body.as_bytes()).unwrap().bale, None);
    }
}

#[test]
fn leaves_streams_to_the_caller() {
    let request = PutFilm::new("f1").request().unwrap();
    assert_eq!(request.extensions().get(), Some(&Stream));
    assert_eq!(request.extensions().get(), Some(&StreamedReply));
    assert_eq!(sent(request), expect("application/octet-stream", b""));
    let mut headers = HeaderMap::new();
    headers.insert("x-minutes", HeaderValue::from_static("90"));
    let output = PutFilm::parse(StatusCode::OK, &headers, b"").unwrap();
    assert_eq!(output.minutes, Some(90));
}
