use std::collections::BTreeMap;

use attribute_values::types::AttributeValue;
use attribute_values::{DescribeEndpoints, Operation, PutHorse};
use http::{HeaderMap, StatusCode};

fn horse(value: impl Into<AttributeValue>) -> String {
    let horse = BTreeMap::from([("x".to_owned(), value.into())]);
    String::from_utf8(PutHorse::new(horse).request().unwrap().into_body()).unwrap()
}

#[test]
fn unmarked_structure_is_a_union() {
    assert_eq!(horse(AttributeValue::N("7".to_owned())), r#"{"Horse":{"x":{"N":"7"}}}"#);
    assert_eq!(horse(AttributeValue::Null(true)), r#"{"Horse":{"x":{"NULL":true}}}"#);
}

#[test]
fn values_convert_into_their_only_member() {
    assert_eq!(horse("bay"), r#"{"Horse":{"x":{"S":"bay"}}}"#);
    assert_eq!(horse("bay".to_owned()), r#"{"Horse":{"x":{"S":"bay"}}}"#);
    assert_eq!(horse(true), r#"{"Horse":{"x":{"BOOL":true}}}"#);
    let list: Vec<AttributeValue> = vec!["a".into(), false.into()];
    assert_eq!(horse(list), r#"{"Horse":{"x":{"L":[{"S":"a"},{"BOOL":false}]}}}"#);
    let map = BTreeMap::from([("k".to_owned(), "v".into())]);
    assert_eq!(horse(map), r#"{"Horse":{"x":{"M":{"k":{"S":"v"}}}}}"#);
}

#[test]
fn reads_one_member() {
    let read = |body: &str| PutHorse::parse(StatusCode::OK, &HeaderMap::new(), body.as_bytes());
    let old = read(r#"{"Old":{"S":"bay","N":null}}"#).unwrap().old.unwrap();
    assert_eq!((old.as_s(), old.as_n(), old.as_bool()), (Some("bay"), None, None));
    let old = read(r#"{"Old":{"SS":["a"]}}"#).unwrap().old.unwrap();
    assert_eq!(old.as_ss(), Some(&["a".to_owned()][..]));
}

#[test]
fn operation_that_returns_endpoints_names_the_version() {
    let version = |request: http::Request<Vec<u8>>| request.headers().get("x-amz-api-version").cloned();
    assert_eq!(version(DescribeEndpoints::new().request().unwrap()).unwrap(), "2024-01-31");
    assert_eq!(version(PutHorse::new(BTreeMap::new()).request().unwrap()), None);
}
