use http::Method;
use proptest::prelude::*;

use crate::runtime::{BuildError, RequestBuilder, Timestamp};

#[test]
fn a_label_is_encoded_but_for_unreserved_characters() {
    let mut request = RequestBuilder::new(Method::GET, "/x/");
    request.label("id", &"arn:aws:s3:::b/k é~-._%".to_owned()).unwrap();
    request.path("/y/");
    assert_eq!(
        request.build().unwrap().uri(),
        "/x/arn%3Aaws%3As3%3A%3A%3Ab%2Fk%20%C3%A9~-._%25/y/"
    );
}

#[test]
fn a_greedy_label_keeps_its_slashes_and_a_fixed_query_comes_first() {
    let mut request = RequestBuilder::new(Method::GET, "/x/");
    request.greedy_label("key", &"a/b c".to_owned()).unwrap();
    request.literal_query("list-type=2");
    request.query("k", &"v".to_owned());
    assert_eq!(request.build().unwrap().uri(), "/x/a/b%20c?list-type=2&k=v");
    assert!(RequestBuilder::new(Method::GET, "/").greedy_label("key", &String::new()).is_err());
}

#[test]
fn dots_are_sent_as_they_are() {
    let mut request = RequestBuilder::new(Method::GET, "/x/");
    request.label("id", &"..".to_owned()).unwrap();
    assert_eq!(request.build().unwrap().uri(), "/x/..");
}

#[test]
fn labels_and_queries_hold_any_scalar() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    request.label("b", &true).unwrap();
    request.query("i", &7_i32);
    request.query("l", &Some(-7_i64));
    request.query("t", &vec![Timestamp::from_seconds(0)]);
    request.query("n", &None::<String>);
    assert_eq!(request.build().unwrap().uri(), "/true?i=7&l=-7&t=1970-01-01T00%3A00%3A00Z");
}

#[test]
fn an_empty_label_names_itself() {
    let error = RequestBuilder::new(Method::GET, "/").label("jobId", &String::new()).unwrap_err();
    assert_eq!(error, BuildError::EmptyLabel("jobId"));
    assert_eq!(error.to_string(), "the path label `jobId` must not be empty");
}

proptest! {
    #[test]
    fn no_text_can_leave_its_place_in_the_uri(label in "\\PC+", key: String, value: String) {
        let mut request = RequestBuilder::new(Method::GET, "/a/");
        request.label("label", &label).unwrap();
        request.path("/b");
        request.query(&key, &value);
        let request = request.build().unwrap();
        prop_assert_eq!(request.uri().path().matches('/').count(), 3);
        let query = request.uri().query().unwrap();
        prop_assert!(!query.contains('&') && query.matches('=').count() == 1);
        prop_assert!(request.uri().to_string().bytes().all(|byte| byte.is_ascii_graphic()));
    }
}
