use http::{HeaderMap, StatusCode};
use recursion::types::{Breeder, Horse, Node, Record};
use recursion::{Operation, PutHorse, PutNode};
use serde_json::json;

#[test]
fn recursive_members_are_boxed_and_setters_box() {
    let foal = Horse::new().dam(Horse::new().breeder(Breeder::new().name("Ada")));
    let horse = Horse::new()
        .record(Record::new().winner(foal.clone()).place(2))
        .foals(vec![foal.clone()])
        .by_name([("Bella".to_owned(), foal)]);
    let request = PutHorse::new(horse.clone()).request().unwrap();
    let sent: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(sent["horse"]["record"]["winner"]["dam"]["breeder"], json!({ "name": "Ada" }));
    let output = PutHorse::parse(StatusCode::OK, &HeaderMap::new(), request.body()).unwrap();
    assert_eq!(output.horse, Some(horse));
}

#[test]
fn message_can_contain_its_own_shape_as_payload() {
    let node = Node::new().child(Node::new());
    let request = PutNode::new().child(node.clone()).request().unwrap();
    assert_eq!(request.body(), br#"{"child":{}}"#);
    let output = PutNode::parse(StatusCode::OK, &HeaderMap::new(), request.body()).unwrap();
    assert_eq!(output.child, Some(node));
}

#[test]
fn rejects_too_deep_response() {
    let deep = r#"{"horse":"#.to_owned() + &r#"{"dam":"#.repeat(100_000);
    assert!(PutHorse::parse(StatusCode::OK, &HeaderMap::new(), deep.as_bytes()).is_err());
}
