use http::{HeaderMap, StatusCode};
use shared_shapes::{CreateGoat, GetHerd, GetHerds, Operation};

#[test]
fn input_requires_members_that_output_makes_optional() {
    let request = CreateGoat::new("Heidi").request().unwrap();
    assert_eq!(request.body(), br#"{"name":"Heidi"}"#);
    let output = CreateGoat::parse(StatusCode::OK, &HeaderMap::new(), b"{}").unwrap();
    assert_eq!(output.name, None);
}

#[test]
fn operations_share_nested_types_but_not_outputs() {
    let body = br#"{"goats":[{"name":"Heidi","bell":{}}]}"#;
    let one = GetHerd::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    let two = GetHerds::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!(one.goats, two.goats);
    assert_eq!(one.goats.unwrap()[0].bell.as_ref().unwrap().tone, None);
}
