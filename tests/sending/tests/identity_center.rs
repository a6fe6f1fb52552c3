//! Credentials of IAM Identity Center. The requests are those of generated operations, and so are the values in the responses.
//! One test sets the variables of the process.

use http::{HeaderMap, Request, StatusCode};
use identity_center::oidc::CreateToken;
use identity_center::sso::GetRoleCredentials;
use identity_center::Operation;
use sending::server::{Act, Reply, Seen, Server};
use with_ureq::client::credentials::Provider;

const TOKEN: &str = r#"{"accessToken": "new", "tokenType": "Bearer", "expiresIn": 28800, "refreshToken": "next"}"#;

const CREDENTIALS: &str = r#"{"roleCredentials": {"accessKeyId": "ASIAGROOM", "secretAccessKey": "hu/sh+",
    "sessionToken": "a\u003d", "expiration": 4097913281000}}"#;

const CONFIG: &str = "[default]\nregion = eu-west-1\nsso_session = farm\nsso_account_id = 123456789012\n\
                      sso_role_name = ve t+é~*\n[sso-session farm]\nsso_region = eu-west-1\nsso_start_url = https://start\n";

/// A token that has expired, and can be renewed.
const EXPIRED: &str = r#"{"accessToken": "old", "expiresAt": "2020-01-01T00:00:00Z", "clientId": "a \"b\"", "clientSecret": "hüsh",
    "refreshToken": "first", "registrationExpiresAt": "2099-01-01T00:00:00Z"}"#;

/// The SHA-1 hash of `farm`.
const FILE: &str = "36a3bbe0659d5cf5e918a70a1da0c90ff6a33ba9.json";

fn assert_same(seen: &Seen, request: &Request<Vec<u8>>) {
    let path = request.uri().path_and_query().unwrap().as_str();
    assert_eq!((seen.method(), seen.target()), (request.method().as_str(), path));
    for (name, value) in request.headers() {
        assert_eq!(seen.header(name.as_str()), value.to_str().ok(), "{name}");
    }
}

#[test]
fn requests_and_values_are_those_of_generated_operations() {
    let server = Server::start(([127, 0, 0, 1], 0).into(), |seen: &Seen| {
        let reply = if seen.target() == "/token" { TOKEN } else { CREDENTIALS };
        Act::Reply(Reply::json(200, reply))
    });
    let server = server.unwrap();
    let home = std::env::temp_dir().join(format!("identity-center-{}", std::process::id()));
    let cache = home.join(".aws/sso/cache");
    std::fs::create_dir_all(&cache).unwrap();
    std::fs::write(home.join(".aws/config"), CONFIG).unwrap();
    std::fs::write(cache.join(FILE), EXPIRED).unwrap();
    std::env::set_var("HOME", &home);
    std::env::set_var("AWS_ENDPOINT_URL", &server.url);
    for name in ["AWS_ACCESS_KEY_ID", "AWS_PROFILE"] {
        std::env::remove_var(name);
    }

    let credentials = Provider::new(ureq::Agent::new_with_defaults()).load().unwrap();
    let stored = std::fs::read_to_string(cache.join(FILE)).unwrap();
    std::fs::remove_dir_all(&home).unwrap();

    let create = CreateToken::new("a \"b\"", "hüsh", "refresh_token").refresh_token("first");
    let request = create.request().unwrap();
    let seen = server.seen();
    assert_same(&seen[0], &request);
    let values = |body: &[u8]| serde_json::from_slice::<serde_json::Value>(body).unwrap();
    assert_eq!(values(&seen[0].body), values(request.body()));
    let token =
        CreateToken::parse(StatusCode::OK, &HeaderMap::new(), TOKEN.as_bytes()).unwrap();
    let stored = values(stored.as_bytes());
    assert_eq!(stored["accessToken"].as_str(), token.access_token.as_deref());
    assert_eq!(stored["refreshToken"].as_str(), token.refresh_token.as_deref());

    let get = GetRoleCredentials::new("123456789012", "ve t+é~*", "new");
    assert_same(&seen[1], &get.request().unwrap());
    let output =
        GetRoleCredentials::parse(StatusCode::OK, &HeaderMap::new(), CREDENTIALS.as_bytes());
    let expected = output.unwrap().role_credentials.unwrap();
    assert_eq!(credentials.access_key_id(), expected.access_key_id.unwrap());
    assert_eq!(credentials.secret_access_key(), expected.secret_access_key.unwrap());
    assert_eq!(credentials.session_token(), expected.session_token.as_deref());
    let since = credentials.expires_after().unwrap().duration_since(std::time::UNIX_EPOCH);
    assert_eq!(since.unwrap().as_millis().try_into(), Ok(expected.expiration.unwrap()));
}
