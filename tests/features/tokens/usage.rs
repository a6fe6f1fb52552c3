use serde_json::Value;
use tokens::runtime::token;
use tokens::{Cancel, Confirm, Look, Operation, Order, Reorder};

fn token_of(order: &Order) -> String {
    let body: Value = serde_json::from_slice(order.request().unwrap().body()).unwrap();
    body["token"].as_str().unwrap().to_owned()
}

#[test]
fn fills_unset_token_from_a_replaceable_source() {
    // A required token is not an argument of `new`.
    let order = Order::new("oats");
    let tokens = (token_of(&order), token_of(&order));
    assert_eq!(tokens.0.len(), 36);
    assert_ne!(tokens.0, tokens.1);
    assert_eq!(token_of(&order.clone().token("mine")), "mine");

    token::set_source(|| "next".to_owned());
    assert_eq!(token_of(&order), "next");
    let request = Reorder::new().request().unwrap();
    assert_eq!(request.uri(), "/reorders?token=next");
    assert_eq!(request.headers()["x-token"], "next");
    let request = Reorder::new().in_query("a").in_header("b").request().unwrap();
    assert_eq!(
        (request.uri().query(), &request.headers()["x-token"]),
        (Some("token=a"), &"b".parse().unwrap())
    );
}

#[test]
fn reads_marked_operations_and_operations_with_a_token_are_repeatable() {
    let repeatable = (Look::REPEATABLE, Confirm::REPEATABLE, Order::REPEATABLE, Reorder::REPEATABLE);
    assert_eq!(repeatable, (true, true, true, true));
    assert!(!std::hint::black_box(Cancel::REPEATABLE));
}
