//! The sources of bearer tokens of outputs, on a system in memory: what AWS's public cases do not cover.

use farrier_lab::credential_sources::client::credentials::TOKENS;
use farrier_lab::credential_sources::client::credentials::blocking::finish;
use farrier_lab::credential_sources::client::credentials::token_chain::TokenSources;
use farrier_lab::credential_sources::runtime::bearer_token::BearerToken;

use super::farm::{CONFIG, Farm, SECRET, at};

const TOKEN_PATH: &str = "/home/.aws/sso/cache/d033e22ae348aeb5660fc2140aec35850c4da997.json";
const SSO: &str = "[default]\nsso_session = admin\n\
                   [sso-session admin]\nsso_region = eu-west-1\nsso_start_url = https://start\n";

fn load_from(farm: &Farm, sources: TokenSources) -> Result<BearerToken, String> {
    let token = finish(sources.load(farm, "tack-room"));
    token.map_err(|failure| {
        let reason = failure.into_reason();
        assert!(!reason.contains(SECRET), "{reason}");
        reason
    })
}

fn load(farm: &Farm) -> Result<BearerToken, String> {
    load_from(farm, TOKENS)
}

/// A cached token that can be renewed.
fn cached(expires_at: &str) -> String {
    format!(
        r#"{{"accessToken":"hush-old","expiresAt":"{expires_at}","refreshToken":"hush-r","clientId":"c","clientSecret":"hush-s","registrationExpiresAt":"2033-01-01T00:00:00Z"}}"#
    )
}

#[test]
fn variable_of_the_service_wins_over_the_profile() {
    let valid = cached("2024-01-01T00:00:00Z");
    let files = [(CONFIG, SSO), (TOKEN_PATH, &*valid)];
    let farm = Farm::new(&[("AWS_BEARER_TOKEN_TACK_ROOM", "hush-v")], &files);
    assert_eq!(load(&farm), Ok(BearerToken::from("hush-v")));
    let other = Farm::new(&[("AWS_BEARER_TOKEN_BEDROCK", "hush-v")], &files);
    let token = load(&other).unwrap();
    assert_eq!(token.token(), "hush-old");
    let without = TokenSources { environment: false, ..TOKENS };
    assert_eq!(load_from(&farm, without).unwrap().token(), "hush-old");
}

#[test]
fn token_of_a_session_is_renewed_before_it_expires() {
    let created = r#"{"accessToken":"hush-new","expiresIn":3600}"#;
    let soon = cached("2023-11-14T22:14:00Z");
    let farm = Farm::new(&[], &[(CONFIG, SSO), (TOKEN_PATH, &soon)]).replies(&[(200, created)]);
    let token = load(&farm).unwrap();
    assert_eq!((token.token(), token.expires_after()), ("hush-new", Some(at(3_600))));
    assert_eq!(farm.urls(), ["POST https://oidc.eu-west-1.amazonaws.com/token"]);
    assert!(farm.file(TOKEN_PATH).contains("hush-new"));
}

#[test]
fn error_lists_the_sources() {
    let legacy = "[default]\nsso_region = eu-west-1\nsso_start_url = https://start\n\
                  sso_account_id = 1\nsso_role_name = Vet\n";
    let section = "[default]\nsso_session = other\n";
    for (config, expected) in [
        ("[default]\nregion = x\n", "profile `default` has no `sso_session`"),
        (legacy, "profile `default` has no `sso_session`"),
        (section, "there is no section `[sso-session other]`"),
        ("", "there is no profile `default`"),
        (SSO, "run `aws sso login`"),
    ] {
        let error = load(&Farm::new(&[], &[(CONFIG, config)])).unwrap_err();
        let start = "cannot load a bearer token: environment: `AWS_BEARER_TOKEN_TACK_ROOM` is not set; sso: ";
        assert!(error.starts_with(start), "{error}");
        assert!(error.contains(expected), "{error}");
    }
    let without = TokenSources { environment: false, sso: None };
    let error = load_from(&Farm::new(&[], &[(CONFIG, SSO)]), without).unwrap_err();
    assert!(error.contains("has no source `environment`; sso: add `\"sso\"`"), "{error}");
}
