//! Bearer tokens of the environment and the selected profile, and the order of authentication schemes. One test sets the
//! variables of the process, so that all steps are in it.

use std::env::{remove_var, set_var};
use std::path::PathBuf;

use sending::server::{Act, Reply, Server};
use ureq::tls::TlsConfig;

/// What an attempt is authenticated with: a token, or `signed`.
fn authentication(server: &Server) -> String {
    let seen = server.seen().pop().unwrap();
    match seen.header("authorization").unwrap_or_default() {
        value if value.starts_with("AWS4-HMAC-SHA256 ") => "signed".to_owned(),
        value => value.to_owned(),
    }
}

fn agent() -> ureq::Agent {
    let tls = TlsConfig::builder().disable_verification(true).build();
    ureq::Agent::config_builder().tls_config(tls).build().into()
}

/// Calls operations with both clients, and returns what each call is authenticated with: one of a service that prefers a
/// token, and one that takes tokens only.
fn call(server: &Server) -> Result<[[String; 2]; 2], String> {
    let client = with_ureq::client::Client::from_env_with(agent()).unwrap();
    client.send(&with_ureq::tack::ListSaddles::new()).map_err(|error| error.to_string())?;
    let tack = authentication(server);
    client.send(&with_ureq::paddock::AskOwner::new()).map_err(|error| error.to_string())?;
    let by_ureq = [tack, authentication(server)];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let by_reqwest = runtime.block_on(async {
        let http = with_reqwest::client::http().tls_danger_accept_invalid_certs(true);
        let http = http.build().unwrap();
        let client = with_reqwest::client::Client::from_env_with(http).await.unwrap();
        client.send(&with_reqwest::tack::ListSaddles::new()).await.unwrap();
        let tack = authentication(server);
        client.send(&with_reqwest::paddock::AskOwner::new()).await.unwrap();
        [tack, authentication(server)]
    });
    Ok([by_ureq, by_reqwest])
}

/// Expects both clients to authenticate both calls in this way.
fn check(server: &Server, expected: [&str; 2]) {
    let expected = expected.map(str::to_owned);
    assert_eq!(call(server), Ok([expected.clone(), expected]));
}

#[test]
fn clients_take_tokens_from_the_environment() {
    let server = Server::secure(vec![Act::Reply(Reply::json(200, "{}"))]);
    let home: PathBuf = std::env::temp_dir().join(format!("tokens-{}", std::process::id()));
    std::fs::create_dir_all(home.join(".aws/sso/cache")).unwrap();
    let cached = r#"{"accessToken":"badge","expiresAt":"2099-01-01T00:00:00Z"}"#;
    let path = ".aws/sso/cache/d033e22ae348aeb5660fc2140aec35850c4da997.json";
    std::fs::write(home.join(path), cached).unwrap();
    let config = "[default]\nsso_session = admin\n\
                  [sso-session admin]\nsso_region = eu-west-1\nsso_start_url = https://start\n\
                  [profile keen]\nsso_session = admin\nauth_scheme_preference = sigv4a,httpBearerAuth\n";
    std::fs::write(home.join(".aws/config"), config).unwrap();
    for (name, value) in [
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "hush"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_ENDPOINT_URL", &server.url),
    ] {
        set_var(name, value);
    }
    set_var("HOME", &home);

    // The session of the profile, for operations that take tokens only.
    check(&server, ["signed", "Bearer badge"]);
    set_var("AWS_PROFILE", "keen");
    check(&server, ["Bearer badge"; 2]);
    set_var("AWS_AUTH_SCHEME_PREFERENCE", "sigv4, httpBearerAuth");
    check(&server, ["signed", "Bearer badge"]);

    // A variable is for one service, where it wins over the preference.
    set_var("AWS_BEARER_TOKEN_BEDROCK", "key");
    check(&server, ["Bearer key", "Bearer badge"]);
    set_var("AWS_BEARER_TOKEN_PADDOCK", "ticket");
    check(&server, ["Bearer key", "Bearer ticket"]);

    // Code wins over the environment.
    let client = with_ureq::client::Client::from_env_with(agent()).unwrap();
    let client = client.auth_schemes([with_ureq::client::AuthScheme::SigV4]);
    client.send(&with_ureq::tack::ListSaddles::new()).unwrap();
    assert_eq!(authentication(&server), "signed");

    for name in ["AWS_PROFILE", "AWS_BEARER_TOKEN_BEDROCK", "AWS_BEARER_TOKEN_PADDOCK"] {
        remove_var(name);
    }
    std::fs::write(home.join(".aws/config"), "[default]\nregion = x\n").unwrap();
    let error = call(&server).unwrap_err();
    assert!(error.contains("`AWS_BEARER_TOKEN_PADDOCK` is not set"), "{error}");
    assert!(error.ends_with("profile `default` has no `sso_session`"), "{error}");
    std::fs::remove_dir_all(&home).unwrap();
}
