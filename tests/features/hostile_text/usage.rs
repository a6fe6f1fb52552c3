use hostile_text::{Attack, Operation};

#[test]
fn text_of_the_model_is_data() {
    let body = Attack::new().member("x").request().unwrap().into_body();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["a\"b\\c\n} fn x() {"], "x");
}
