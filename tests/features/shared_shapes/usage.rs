use http::{HeaderMap, StatusCode};
use shared_shapes::{CreateGoat, GetHerd, GetHerds, Operation};

#[test]
fn an_input_demands_what_the_same_shape_may_leave_out_in_a_reply() {
    let request = CreateGoat::new("Heidi").request().unwrap();
    assert_eq!(request.body(), br#"{"name":"Heidi"}"#);
    let output = CreateGoat::parse(StatusCode::OK, &HeaderMap::new(), b"{}").unwrap();
    assert_eq!(output.name, None);
}

#[test]
fn operations_have_outputs_of_their_own_and_share_what_is_nested() {
    let body = br#"{"goats":[{"name":"Heidi","bell":{}}]}"#;
    let one = GetHerd::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    let two = GetHerds::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!(one.goats, two.goats);
    assert_eq!(one.goats.unwrap()[0].bell.as_ref().unwrap().tone, None);
}
