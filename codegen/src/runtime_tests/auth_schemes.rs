use std::time::SystemTime;

use crate::runtime::auth_schemes::{AuthScheme, AuthSchemes};
use crate::runtime::bearer_token::BearerToken;
use crate::runtime::request_extensions::Auth;

use AuthScheme::{Bearer, SigV4, SigV4UnsignedBody, Unsigned};

#[test]
fn preferred_scheme_wins_over_the_order_of_the_model() {
    let schemes = AuthSchemes(&[SigV4UnsignedBody, Bearer, Unsigned]);
    let all = |_| true;
    assert_eq!(schemes.choose([], all), Some(SigV4UnsignedBody));
    assert_eq!(schemes.choose([Bearer], all), Some(Bearer));
    assert_eq!(schemes.choose([SigV4, Bearer], all), Some(SigV4UnsignedBody));
    assert_eq!(AuthSchemes(&[SigV4, Bearer]).choose([Unsigned], all), Some(SigV4));
}

#[test]
fn scheme_without_credentials_is_skipped() {
    let schemes = AuthSchemes(&[SigV4, Bearer]);
    assert_eq!(schemes.choose([], |scheme| scheme == Bearer), Some(Bearer));
    assert_eq!(schemes.choose([Bearer], |scheme| scheme == SigV4), Some(SigV4));
    assert_eq!(schemes.choose([Bearer], |_| false), Some(SigV4));
}

#[test]
fn schemes_have_the_extensions_of_single_schemes() {
    let extensions = [SigV4, SigV4UnsignedBody, Bearer, Unsigned].map(AuthScheme::auth);
    let expected = [Auth::UnsignedPayload, Auth::Bearer, Auth::Unsigned].map(Some);
    assert_eq!(extensions[0], None);
    assert_eq!(extensions[1..], expected);
}

#[test]
fn debug_does_not_show_the_token() {
    let token = BearerToken::new("the secret", Some(SystemTime::UNIX_EPOCH));
    let text = format!("{token:?} {:?}", BearerToken::from("the secret"));
    assert!(!text.contains("secret"), "{text}");
    assert_eq!(BearerToken::from("a".to_owned()).token(), "a");
    assert_eq!(token.expires_after(), Some(SystemTime::UNIX_EPOCH));
}
