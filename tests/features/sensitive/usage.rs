use http::{HeaderMap, StatusCode};
use sensitive::{Operation, Unlock};

#[test]
fn debug_redacts_sensitive_values() {
    let unlock = Unlock::new("front", "swordfish");
    let text = format!("{unlock:?}");
    assert_eq!(text, r#"Unlock { door: "front", password: <redacted>, type: None, codes: None }"#);
    let body = br#"{"keys":{"a":"swordfish"},"owner":{"name":"swordfish"},"open":true}"#;
    let output = Unlock::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    let text = format!("{output:?}");
    assert_eq!(
        text,
        "UnlockOutput { keys: Some(<redacted>), owner: Some(<redacted>), open: Some(true) }"
    );
    assert!(!format!("{:?}", output.owner.unwrap()).contains("swordfish"));
}

#[test]
fn the_wire_is_not_redacted() {
    let body = Unlock::new("front", "swordfish").request().unwrap().into_body();
    assert_eq!(body, br#"{"door":"front","password":"swordfish"}"#);
}

#[test]
fn marks_sensitive_header() {
    let codes = [("a", "swordfish")];
    let request = Unlock::new("front", "swordfish").codes(codes).request().unwrap();
    assert!(request.headers()["x-code-a"].is_sensitive());
}
