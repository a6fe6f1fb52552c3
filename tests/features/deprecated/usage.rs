use deprecated::types::Axle;
use deprecated::{GetCart, GetLorry, Operation};

#[test]
#[allow(deprecated)]
fn deprecated_items_still_work() {
    let request = GetCart::new().wheels(2).request().unwrap();
    assert_eq!(request.uri(), "/cart");
    let lorry = GetLorry::new().driver("Ada").axle(Axle::new().load(3));
    assert_eq!(lorry.request().unwrap().body(), br#"{"driver":"Ada","axle":{"load":3}}"#);
}

#[test]
fn other_items_cause_no_warning() {
    assert_eq!(GetLorry::new().request().unwrap().body(), b"{}");
}
