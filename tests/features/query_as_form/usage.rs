use query_as_form::{Operation, Search, Suggest};

#[test]
fn long_query_is_sent_as_a_form() {
    let request = Search::new("wet hay&straw").request().unwrap();
    assert_eq!((request.method().as_str(), request.uri().to_string()), ("POST", "/hay/search".to_owned()));
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(request.body(), b"form=long&q=wet%20hay%26straw");
}

#[test]
fn other_operations_keep_their_query() {
    let request = Suggest::new("hay").request().unwrap();
    assert_eq!((request.method().as_str(), request.uri().to_string()), ("GET", "/hay/suggest?q=hay".to_owned()));
    assert!(request.body().is_empty());
}
