use std::time::SystemTime;

use crate::runtime::credentials::Credentials;

#[test]
fn debug_shows_no_secret() {
    let token = Some("the token".to_owned());
    let credentials = Credentials::new("AKIA", "the secret", token, None, "test")
        .with_account_id("123456789012")
        .with_expiry(Some(SystemTime::UNIX_EPOCH));
    let text = format!("{credentials:?}");
    assert!(text.contains("AKIA") && text.contains("123456789012"), "{text}");
    assert!(!text.contains("the secret") && !text.contains("the token"), "{text}");
    assert_eq!(credentials.account_id(), Some("123456789012"));
    assert_eq!(credentials.source(), "test");
    assert_eq!(credentials.expires_after(), Some(SystemTime::UNIX_EPOCH));
}
