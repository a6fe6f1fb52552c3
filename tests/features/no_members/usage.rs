use http::{HeaderMap, StatusCode};
use no_members::{Operation, Ping, PingOutput, Stop};

#[test]
fn operation_without_input_sends_no_body() {
    assert_eq!(Ping::new().request().unwrap().uri(), "/ping?deep=yes");
    let stop = Stop::new().request().unwrap();
    assert_eq!((stop.method().as_str(), stop.body().len()), ("POST", 0));
}

#[test]
fn operation_without_output_accepts_any_object_or_no_body() {
    for body in ["", "{}", r#"{"later":1}"#] {
        let output = Ping::parse(StatusCode::NO_CONTENT, &HeaderMap::new(), body.as_bytes());
        assert_eq!(output, Ok(PingOutput::default()));
    }
}

#[test]
fn types_without_members_have_a_serde_form() {
    assert_eq!(serde_json::to_string(&Stop::new()).unwrap(), "{}");
    assert_eq!(serde_json::from_str::<PingOutput>("{}").unwrap(), PingOutput::default());
    assert!(serde_json::from_str::<PingOutput>("[]").is_err());
}
