use serde_json::Value;
use tokens::runtime::token;
use tokens::{Operation, Order, Reorder};

fn token_of(order: &Order) -> String {
    let body: Value = serde_json::from_slice(order.request().unwrap().body()).unwrap();
    body["token"].as_str().unwrap().to_owned()
}

#[test]
fn a_token_that_is_left_unset_is_filled_in_and_its_source_can_be_replaced() {
    // It is no argument, although the model requires it.
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
