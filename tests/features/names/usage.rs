use http::{HeaderMap, StatusCode};
use names::types::OddValues;
use names::{Operation, RequestOperation};

#[test]
fn every_enum_value_has_its_own_variant() {
    let values = [
        "",
        "*",
        "1.2",
        "12",
        "us-east-1",
        "A-B",
        "A_B",
        "Unknown",
        "self",
        "a\"b\\c",
        ">=",
        "é",
        "Gp2",
        "GP2",
        "gp2",
        "2024-01-31",
    ];
    for value in values {
        let variant = OddValues::from(value);
        assert_eq!(variant.as_str(), value);
        assert!(!matches!(variant, OddValues::Unknown(_)), "{value}");
    }
    assert_eq!(OddValues::from("new"), OddValues::Unknown("new".to_owned()));
}

#[test]
fn names_enum_variants_after_their_values() {
    use OddValues::{
        AB, AUnderscoreB, Empty, GP2, Gp2, GreaterEqual, Star, V1_2, V12, V2024_01_31,
    };
    let named = [Empty, Star, V1_2, V12, AB, AUnderscoreB, GreaterEqual, Gp2, GP2, V2024_01_31];
    let values = ["", "*", "1.2", "12", "A-B", "A_B", ">=", "Gp2", "GP2", "2024-01-31"];
    assert_eq!(named.map(|variant| variant.as_str().to_owned()), values);
}

#[test]
fn shapes_that_differ_in_case_are_different_types() {
    use names::types::{HORSE, Horse};
    assert_eq!((Horse::from("c"), HORSE::from("b")), (Horse::C, HORSE::B));
}

#[test]
fn renamed_members_keep_their_wire_names() {
    let mut operation = RequestOperation::new("s").set_new("n").set_request("r").set_parse("p");
    operation.foo_bar = Some("1".to_owned());
    operation.foo_bar2 = Some("2".to_owned());
    operation._2nd = Some("3".to_owned());
    let body = String::from_utf8(operation.request().unwrap().into_body()).unwrap();
    assert_eq!(
        body,
        r#"{"self":"s","new":"n","request":"r","parse":"p","2nd":"3","fooBar":"1","FooBar":"2"}"#
    );
}

#[test]
fn renames_operation_with_the_name_of_an_output() {
    let _: names::GetOutput = names::Get::parse(StatusCode::OK, &HeaderMap::new(), b"").unwrap();
    assert_eq!(names::GetOutputOperation::new().request().unwrap().uri(), "/get-output");
}

#[test]
fn renames_shape_with_the_name_of_an_output() {
    let body = br#"{"own":{"value":"v"},"option":{"vec":["a"]}}"#;
    let output = RequestOperation::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!(output.own.unwrap().value.as_deref(), Some("v"));
}

#[test]
fn renames_errors_with_reserved_variant_names() {
    use names::OperationsError::{Malformed, MalformedError, MalformedErrorError, UnmodelledError};
    let error = |code: &str| {
        let mut headers = HeaderMap::new();
        headers.insert("x-amzn-errortype", code.parse().unwrap());
        names::Operations::parse(StatusCode::BAD_REQUEST, &headers, b"{}").unwrap_err()
    };
    assert!(matches!(error("Malformed"), MalformedError(_)));
    assert!(matches!(error("MalformedError"), MalformedErrorError(_)));
    assert!(
        matches!(error("UnmodelledFault"), UnmodelledError(_)),
        "the code identifies the error"
    );
    let _: fn(names::MalformedReply) -> names::OperationsError = Malformed;
}

#[test]
fn renames_setters_with_operator_names() {
    let request = names::Operations::new("1").set_add(true).request().unwrap();
    assert_eq!(request.uri(), "/operations/1?add=true");
}
