use crate::runtime::json::fields::Fields;

#[test]
fn names_of_members_have_any_case() {
    let fields =
        Fields::read(r#"{"accessKEYid": "AKIA", "Expiration": 17, "Token": null}"#).unwrap();
    assert_eq!(fields.text("AccessKeyId").as_deref(), Some("AKIA"));
    assert_eq!(fields.text("expiration").as_deref(), Some("17"));
    assert_eq!(fields.text("Token"), None);
}

#[test]
fn set_keeps_other_members_and_the_case_of_the_name() {
    let text = r#"{"AccessToken":"old","more":{"a":[1,true]}}"#;
    let mut fields = Fields::read(text).unwrap();
    fields.set("accessToken", "a \"new\" one");
    fields.set("expiresAt", "2026-01-01T00:00:00Z");
    let expected = r#"{"AccessToken":"a \"new\" one","more":{"a":[1,true]},"expiresAt":"2026-01-01T00:00:00Z"}"#;
    assert_eq!(fields.write(), expected);
}

#[test]
fn error_shows_no_text_of_the_object() {
    let error = Fields::read(r#"{"SecretAccessKey": "hay" oats}"#).err().unwrap().to_string();
    assert!(!error.contains("hay") && !error.contains("oats"), "{error}");
    assert!(Fields::read("[]").is_err());
    assert!(Fields::read("{} {}").is_err());
}
