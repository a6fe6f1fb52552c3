use http::{HeaderMap, StatusCode};
use names::types::OddValues;
use names::{Operation, RequestOperation};

#[test]
fn every_enum_value_is_a_variant_of_its_own() {
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
fn an_enum_value_is_called_by_what_it_says() {
    use OddValues::{
        AB, AUnderscoreB, Empty, GP2, Gp2, GreaterEqual, Star, V1_2, V12, V2024_01_31,
    };
    let named = [Empty, Star, V1_2, V12, AB, AUnderscoreB, GreaterEqual, Gp2, GP2, V2024_01_31];
    let values = ["", "*", "1.2", "12", "A-B", "A_B", ">=", "Gp2", "GP2", "2024-01-31"];
    assert_eq!(named.map(|variant| variant.as_str().to_owned()), values);
}

#[test]
fn shapes_that_differ_in_case_only_are_types_of_their_own() {
    use names::types::{HORSE, Horse};
    assert_eq!((Horse::from("c"), HORSE::from("b")), (Horse::C, HORSE::B));
}

#[test]
fn members_keep_their_wire_names_whatever_rust_calls_them() {
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

#[test]
fn errors_called_like_what_the_enum_has_are_variants_of_their_own() {
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
        "an error is known by its code"
    );
    let _: fn(names::MalformedReply) -> names::OperationsError = Malformed;
}

#[test]
fn a_setter_is_not_called_like_an_operator() {
    let request = names::Operations::new("1").set_add(true).request().unwrap();
    assert_eq!(request.uri(), "/operations/1?add=true");
}
