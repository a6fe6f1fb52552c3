use accept_header::{DrawGate, ListGates, Operation};

#[test]
fn every_request_accepts_json() {
    let request = ListGates::new().request().unwrap();
    assert_eq!(request.headers()["accept"], "application/json");
}

#[test]
fn a_member_takes_precedence() {
    let accept = |request: DrawGate| request.request().unwrap().headers()["accept"].clone();
    assert_eq!(accept(DrawGate::new().form("image/svg+xml")), "image/svg+xml");
    assert_eq!(accept(DrawGate::new()), "application/json");
}
