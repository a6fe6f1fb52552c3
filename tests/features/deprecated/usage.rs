use deprecated::types::Axle;
use deprecated::{GetCart, GetLorry, Operation};

#[test]
#[allow(deprecated)]
fn what_is_deprecated_can_still_be_called() {
    let request = GetCart::new().wheels(2).request().unwrap();
    assert_eq!(request.uri(), "/cart");
    let lorry = GetLorry::new().driver("Ada").axle(Axle::new().load(3));
    assert_eq!(lorry.request().unwrap().body(), br#"{"driver":"Ada","axle":{"load":3}}"#);
}

#[test]
fn what_is_not_can_be_called_without_a_warning() {
    assert_eq!(GetLorry::new().request().unwrap().body(), b"{}");
}
