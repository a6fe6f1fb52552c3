use http::{HeaderMap, StatusCode};
use recursion::types::{Breeder, Horse, Node, Record};
use recursion::{Operation, PutHorse, PutNode};
use serde_json::json;

#[test]
fn what_holds_itself_is_in_a_box_and_setters_take_it_without() {
    let foal = Horse::new().dam(Horse::new().breeder(Breeder::new().name("Ada")));
    let horse = Horse::new()
        .record(Record::new().winner(foal.clone()).place(2))
        .foals(vec![foal.clone()])
        .by_name([("Bella".to_owned(), foal)].into());
    let request = PutHorse::new(horse.clone()).request().unwrap();
    let sent: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(sent["horse"]["record"]["winner"]["dam"]["breeder"], json!({ "name": "Ada" }));
    let output = PutHorse::parse(StatusCode::OK, &HeaderMap::new(), request.body()).unwrap();
    assert_eq!(output.horse, Some(horse));
}

#[test]
fn a_message_may_hold_its_own_shape_as_its_whole_body() {
    let node = Node::new().child(Node::new());
    let request = PutNode::new().child(node.clone()).request().unwrap();
    assert_eq!(request.body(), br#"{"child":{}}"#);
    let output = PutNode::parse(StatusCode::OK, &HeaderMap::new(), request.body()).unwrap();
    assert_eq!(output.child, Some(node));
}

#[test]
fn a_reply_that_nests_without_end_is_refused() {
    let deep = r#"{"horse":"#.to_owned() + &r#"{"dam":"#.repeat(100_000);
    assert!(PutHorse::parse(StatusCode::OK, &HeaderMap::new(), deep.as_bytes()).is_err());
}
