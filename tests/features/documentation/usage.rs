use documentation::{Graft, Operation};

#[test]
fn documentation_changes_nothing() {
    let body = Graft::new().place("3/4").request().unwrap().into_body();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body, serde_json::json!({ "place": "3/4" }));
}
