use http::{HeaderMap, StatusCode};
use names::types::OddValues;
use names::{Operation, RequestOperation};

#[test]
fn every_enum_value_is_a_variant_of_its_own() {
    let values = ["", "*", "1.2", "us-east-1", "A-B", "A_B", "Unknown", "self", "a\"b\\c"];
    for value in values {
        let variant = OddValues::from(value);
        assert_eq!(variant.as_str(), value);
        assert!(!matches!(variant, OddValues::Unknown(_)), "{value}");
    }
    assert_eq!(OddValues::from("new"), OddValues::Unknown("new".to_owned()));
}

#[test]
fn members_keep_their_wire_names_whatever_rust_calls_them() {
    let mut operation = RequestOperation::new("s").set_new("n").set_request("r").set_parse("p");
    operation.foo_bar = Some("1".to_owned());
    operation.foo_bar2 = Some("2".to_owned());
    operation._2nd = Some("3".to_owned());
    let body = String::from_utf8(operation.request().unwrap().into_body()).unwrap();
    assert_eq!(body, r#"{"self":"s","new":"n","request":"r","parse":"p","2nd":"3","fooBar":"1","FooBar":"2"}"#);
}

#[test]
fn an_operation_called_like_the_output_of_another_is_told_apart() {
    let _: names::GetOutput = names::Get::parse(StatusCode::OK, &HeaderMap::new(), b"").unwrap();
    assert_eq!(names::GetOutputOperation::new().request().unwrap().uri(), "/get-output");
}

#[test]
fn a_shape_called_like_the_output_of_an_operation_is_another_type() {
    let body = br#"{"own":{"value":"v"},"option":{"vec":["a"]}}"#;
    let output = RequestOperation::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!(output.own.unwrap().value.as_deref(), Some("v"));
}
