//! The sources of credentials of outputs, on a system in memory: what AWS's public cases do not cover.

use std::fmt::Write;
use std::io;
use std::time::Duration;

use farrier_lab::credential_sources::client::credentials::blocking::finish;
use farrier_lab::credential_sources::client::credentials::ca_bundle::CaBundle;
use farrier_lab::credential_sources::client::credentials::chain::Sources;
use farrier_lab::credential_sources::client::credentials::failure::NoCredentials;
use farrier_lab::credential_sources::client::credentials::profile_file::{Named, Section, parse};
use farrier_lab::credential_sources::client::credentials::profiles::Profiles;
use farrier_lab::credential_sources::client::credentials::settings::{
    Configured, Settings, endpoint_url,
};
use farrier_lab::credential_sources::client::credentials::stability::Last;
use farrier_lab::credential_sources::client::credentials::system::Machine;
use farrier_lab::credential_sources::client::credentials::{SOURCES, shell};
use farrier_lab::credential_sources::runtime::credentials::Credentials;
use proptest::prelude::*;

use super::farm::{CONFIG, CREDENTIALS, Farm, SECRET, at};

const TOKEN_PATH: &str = "/home/.aws/sso/cache/d033e22ae348aeb5660fc2140aec35850c4da997.json";
const SSO: &str = "[default]\nsso_session = admin\nsso_account_id = 1\nsso_role_name = Vet\n\
                   [sso-session admin]\nsso_region = eu-west-1\nsso_start_url = https://start\n";
const ROLE: &str = r#"{"roleCredentials":{"accessKeyId":"AKIA","secretAccessKey":"hush","sessionToken":"hush-t","expiration":1700003600000}}"#;

/// A token file that can be renewed.
fn token(expires_at: &str, registration: &str) -> String {
    format!(
        r#"{{"accessToken":"hush-old","expiresAt":"{expires_at}","refreshToken":"hush-r","clientId":"c","clientSecret":"hush-s","registrationExpiresAt":"{registration}","scopes":["x"]}}"#
    )
}

#[test]
fn partial_variables_go_on_to_the_profile() {
    let keys = "[default]\naws_access_key_id = AKIA\naws_secret_access_key = hush\n";
    let farm = Farm::new(&[("AWS_ACCESS_KEY_ID", "AKIB")], &[(CONFIG, keys)]);
    assert_eq!(farm.load().unwrap().access_key_id(), "AKIA");
}

#[test]
fn unknown_profile_of_the_environment_stops_the_chain() {
    let farm = Farm::new(&[("AWS_PROFILE", "stable")], &[(CONFIG, "[default]\nregion = x\n")]);
    let error = farm.error();
    let files = "in `/home/.aws/config` and `/home/.aws/credentials` (missing)";
    assert!(error.ends_with(&format!("profile: there is no profile `stable` {files}")), "{error}");
}

#[test]
fn no_other_source_takes_the_place_of_a_named_profile() {
    let keys = "aws_access_key_id = AKIA\naws_secret_access_key = hush\n";
    let error = |variable: &'static str, config: &str, credentials: &str| {
        let files = [(CONFIG, config), (CREDENTIALS, credentials)];
        let farm = Farm::new(&[("AWS_PROFILE", variable)], &files);
        let error = farm.error();
        assert!(farm.urls().is_empty());
        error
    };
    assert!(error("prod", "", "").contains("there is no profile `prod`"));
    let unprefixed = error("prod", "[prod]\nregion = x\n", "");
    assert!(unprefixed.ends_with("its section is `[profile prod]`"), "{unprefixed}");
    let invalid = error("my prof", "", &format!("[my prof]\n{keys}"));
    assert!(
        invalid.contains("its section is ignored, because the name has characters"),
        "{invalid}"
    );
    // `aws configure` writes the name in quotes to the config file, and without to the credentials file.
    let config = "[profile 'my prof']\nregion = eu-west-1\n";
    let files = [(CONFIG, config), (CREDENTIALS, &*format!("[my prof]\n{keys}"))];
    let farm = Farm::new(&[("AWS_PROFILE", "my prof")], &files);
    assert_eq!(farm.load().unwrap().access_key_id(), "AKIA");
}

#[test]
fn file_that_cannot_be_opened_is_empty() {
    struct Locked;
    impl Machine for Locked {
        fn raw_variable(&self, name: &str) -> Option<String> {
            (name == "HOME").then(|| "/root".to_owned())
        }

        fn read(&self, _: &str) -> io::Result<String> {
            Err(io::ErrorKind::PermissionDenied.into())
        }
    }
    let profiles = Profiles::read(&Locked).unwrap();
    let expected = "there is no profile `x` in `/root/.aws/config` (permission denied) and \
                    `/root/.aws/credentials` (permission denied)";
    assert_eq!(profiles.missing("x"), expected);
}

#[test]
fn indented_section_is_refused() {
    let text = "[default]\naws_access_key_id = A\n [prod]\naws_access_key_id = B\n";
    let error = parse(text).err().unwrap();
    assert_eq!(error.to_string(), "line 3: a section must not be indented");
}

#[test]
fn section_without_the_word_profile_is_named() {
    let config = "[default]\nregion = x\n[stable]\nregion = eu-west-1\n";
    let farm = Farm::new(&[("AWS_PROFILE", "stable")], &[(CONFIG, config)]);
    let error = farm.error();
    assert!(error.ends_with("in the config file, its section is `[profile stable]`"), "{error}");
}

#[test]
fn region_of_a_profile_that_does_not_exist_names_the_files() {
    let farm = Farm::new(&[("AWS_PROFILE", "stable")], &[]);
    let error =
        finish(Configured::load(&farm.context(Sources::default()), &[])).unwrap_err().to_string();
    assert!(
        error.contains("(there is no profile `stable` in `/home/.aws/config` (missing) and"),
        "{error}"
    );
}

#[test]
fn role_without_credentials_stops_the_chain() {
    for config in [
        "[default]\nrole_arn = arn:x\nsource_profile = default\n",
        "[default]\nrole_arn = arn:x\nsource_profile = base\n[profile base]\nregion = x\n",
    ] {
        let farm = Farm::new(&[], &[(CONFIG, config)]);
        let error = farm.error();
        assert!(error.ends_with("contains no credentials"), "{error}");
        assert!(farm.urls().is_empty());
    }
}

#[test]
fn broken_line_stops_the_chain_with_file_and_line() {
    let farm = Farm::new(&[], &[(CONFIG, "[default]\nregion x\n")]);
    let error = farm.error();
    assert!(error.contains("`/home/.aws/config`, line 2: expected `=`"), "{error}");
    assert!(farm.urls().is_empty());
}

#[test]
fn profile_that_needs_another_source_names_the_word_to_add() {
    let role = "[default]\nrole_arn = arn:x\ncredential_source = Environment\n";
    let identity = "[default]\nrole_arn = arn:x\nweb_identity_token_file = /token\n";
    let token = [("AWS_WEB_IDENTITY_TOKEN_FILE", "/token")];
    for (variables, config, word) in [
        (&[][..], SSO, "sso"),
        (&[], role, "role"),
        (&[], identity, "web-identity"),
        (&token[..], "", "web-identity"),
    ] {
        let farm = Farm::new(variables, &[(CONFIG, config)]);
        let sources = Sources { sso: None, role: None, web_identity: None, ..SOURCES };
        let error = finish(farm.context(sources).load()).unwrap_err().to_string();
        assert!(error.contains(&format!("add `\"{word}\"` to `credentials`")), "{error}");
        assert!(farm.urls().is_empty());
    }
    let login = "[default]\nlogin_session = arn:x\n";
    let error = Farm::new(&[], &[(CONFIG, login)]).error();
    assert!(error.contains("aws configure export-credentials --format process"), "{error}");
}

#[test]
fn error_names_the_sources_that_the_output_lacks() {
    let farm = Farm::new(&[], &[]);
    let sources = Sources { environment: SOURCES.environment, ..Sources::default() };
    let error = finish(farm.context(sources).load()).unwrap_err();
    let expected = "cannot load credentials: environment: `AWS_ACCESS_KEY_ID` is not set; \
                    sources that the manifest does not name: profile, web-identity, container, imds";
    assert_eq!(error.to_string(), expected);
    // `main` prints the error with `Debug`.
    assert_eq!(format!("{error:?}"), expected);
}

#[test]
fn quoted_session_with_a_blank_and_indented_comments_are_read() {
    let config = "\u{feff}[default]\r\n  # a comment\r\nsso_session = My Farm\r\n\
                  [sso-session 'My Farm']\r\nsso_region = eu-west-1\r\n";
    let profiles = Profiles::parse(config, "").unwrap();
    let text = |sections: &Named<Section>, section: &str, name: &str| {
        sections.get(section).and_then(|section| section.get(name)).cloned()
    };
    let region = text(&profiles.sso_sessions, "My Farm", "sso_region");
    assert_eq!(region.as_deref(), Some("eu-west-1"));
    let session = text(&profiles.profiles, "default", "sso_session");
    assert_eq!(session.as_deref(), Some("My Farm"));
}

#[test]
fn process_prints_credentials_with_an_expiry() {
    let printed = r#"{"Version":1,"AccessKeyId":"AKIA","SecretAccessKey":"hush","SessionToken":"t","Expiration":"2023-11-14T22:14:20Z"}"#;
    let config = format!("[default]\naws_account_id = 7\ncredential_process = {printed}\n");
    let credentials = Farm::new(&[], &[(CONFIG, &config)]).load().unwrap();
    assert_eq!(credentials.session_token(), Some("t"));
    assert_eq!(credentials.expires_after(), Some(at(60)));
    assert_eq!(credentials.account_id(), Some("7"));
}

#[test]
fn messages_of_a_process_show_its_error_output_only() {
    for (command, expected) in [
        ("fail no smartcard", "no smartcard"),
        (r#"{"Version":1,"SecretAccessKey":"hush""#, "is not a JSON object"),
        (r#"{"Version":2,"SecretAccessKey":"hush"}"#, "a `Version` other than 1"),
        (r#"{"Version":1,"SecretAccessKey":"hush"}"#, "has no `AccessKeyId`"),
        (
            r#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"hush","Expiration":"soon"}"#,
            "`Expiration`",
        ),
    ] {
        let config = format!("[default]\ncredential_process = {command}\n");
        let error = Farm::new(&[], &[(CONFIG, &config)]).error();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn shell_ends_a_command_that_runs_too_long() {
    let error = shell::run("sleep 20", Duration::from_millis(50)).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    let output = shell::run("echo hay; echo oats >&2; exit 3", Duration::from_secs(20)).unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!((&output.stdout[..], &output.stderr[..]), (&b"hay\n"[..], &b"oats\n"[..]));
}

#[test]
fn sso_token_is_renewed_and_stored_with_its_other_members() {
    let old = token("2023-11-14T22:14:00Z", "2033-01-01T00:00:00Z");
    let created = r#"{"accessToken":"hush-new","expiresIn":3600,"refreshToken":"hush-r2"}"#;
    let farm = Farm::new(&[], &[(CONFIG, SSO), (TOKEN_PATH, &old)])
        .replies(&[(200, created), (200, ROLE)]);
    assert_eq!(farm.load().unwrap().account_id(), Some("1"));
    assert_eq!(
        farm.urls(),
        [
            "POST https://oidc.eu-west-1.amazonaws.com/token",
            "GET https://portal.sso.eu-west-1.amazonaws.com/federation/credentials?role_name=Vet&account_id=1",
        ]
    );
    let (create, get) = {
        let sent = farm.sent.lock().unwrap();
        (sent[0].0.clone(), sent[1].0.clone())
    };
    assert_eq!(
        String::from_utf8_lossy(create.body()),
        r#"{"clientId":"c","clientSecret":"hush-s","grantType":"refresh_token","refreshToken":"hush-r"}"#
    );
    assert_eq!(get.headers()["x-amz-sso_bearer_token"], "hush-new");
    assert!(get.headers()["x-amz-sso_bearer_token"].is_sensitive());
    let stored: serde_json::Value = serde_json::from_str(&farm.file(TOKEN_PATH)).unwrap();
    assert_eq!(stored["accessToken"], "hush-new");
    assert_eq!(stored["refreshToken"], "hush-r2");
    assert_eq!(stored["expiresAt"], "2023-11-14T23:13:20Z");
    assert_eq!(stored["scopes"], serde_json::json!(["x"]));
}

#[test]
fn failed_renewal_of_a_valid_sso_token_is_no_error() {
    let soon = token("2023-11-14T22:14:00UTC", "2033-01-01T00:00:00Z");
    let farm = Farm::new(&[], &[(CONFIG, SSO), (TOKEN_PATH, &soon)])
        .replies(&[(400, r#"{"error":"invalid_grant"}"#), (200, ROLE)]);
    farm.load().unwrap();
    let past = token("2023-11-14T22:13:00Z", "2033-01-01T00:00:00Z");
    let farm = Farm::new(&[], &[(CONFIG, SSO), (TOKEN_PATH, &past)])
        .replies(&[(400, r#"{"error_description":"revoked"}"#)]);
    let error = farm.error();
    assert!(error.contains("has expired: `CreateToken` returned status 400"), "{error}");
    assert!(error.contains("revoked; run `aws sso login`"), "{error}");
    let registration = token("2023-11-14T22:13:00Z", "2023-01-01T00:00:00Z");
    let farm = Farm::new(&[], &[(CONFIG, SSO), (TOKEN_PATH, &registration)]);
    assert!(farm.error().contains("has expired: the token cannot be renewed"));
}

#[test]
fn fips_endpoints_of_sso_in_govcloud_are_the_usual_ones() {
    let config = SSO.replace("eu-west-1", "us-gov-west-1");
    let valid = token("2024-01-01T00:00:00Z", "2033-01-01T00:00:00Z");
    let variables = [("AWS_USE_FIPS_ENDPOINT", "true")];
    let farm =
        Farm::new(&variables, &[(CONFIG, &config), (TOKEN_PATH, &valid)]).replies(&[(200, ROLE)]);
    farm.load().unwrap();
    assert!(farm.urls()[0].starts_with("GET https://portal.sso.us-gov-west-1.amazonaws.com/"));
}

#[test]
fn token_of_sso_goes_to_no_other_host() {
    let config = SSO.replace("eu-west-1", "eu-west-1.example.com/");
    let valid = token("2024-01-01T00:00:00Z", "2033-01-01T00:00:00Z");
    let error = Farm::new(&[], &[(CONFIG, &config), (TOKEN_PATH, &valid)]).error();
    assert!(error.contains("is not the name of a region"), "{error}");
}

#[test]
fn credentials_of_sso_need_an_expiry() {
    let valid = token("2024-01-01T00:00:00Z", "2033-01-01T00:00:00Z");
    let role = ROLE.replace("1700003600000", "\"soon\"");
    let farm = Farm::new(&[], &[(CONFIG, SSO), (TOKEN_PATH, &valid)]).replies(&[(200, &role)]);
    assert!(farm.error().contains("the `expiration` is not a time"));
}

const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

#[test]
fn token_of_a_container_goes_to_no_other_host_without_tls() {
    for url in ["http://192.0.2.1/x", "http://169.254.170.2.example.com/x", "http://[::2]/x"] {
        let error = Farm::new(&[(FULL, url)], &[]).error();
        assert!(error.contains("container:"), "{error}");
    }
    let variables =
        [(FULL, "http://127.0.0.1:81/x"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "hush\r\nX: y")];
    let error = Farm::new(&variables, &[]).error();
    assert!(error.contains("contains a line break"), "{error}");
}

#[test]
fn agent_of_a_container_is_asked_again_after_server_errors() {
    let keys = r#"{"AccessKeyId":"AKIA","SecretAccessKey":"hush","Token":"t"}"#;
    let farm = Farm::new(&[(FULL, "http://127.0.0.1/x")], &[]).replies(&[
        (500, ""),
        (429, ""),
        (200, keys),
    ]);
    assert_eq!(farm.load().unwrap().source(), "container");
    let sent = farm.sent.lock().unwrap();
    assert_eq!(sent.len(), 3);
    assert!(!sent[0].1.uses_proxy);
    drop(sent);
    let farm = Farm::new(&[(FULL, "http://127.0.0.1/x")], &[])
        .replies(&[(403, r#"{"code":"AccessDenied","message":"not yours","Token":"hush"}"#)]);
    assert!(farm.error().ends_with("status 403 Forbidden: AccessDenied: not yours"));
}

const IMDS_KEYS: &str = r#"{"Code":"Success","AccessKeyId":"AKIA","SecretAccessKey":"hush","Token":"t","Expiration":"2023-11-14T22:00:00Z"}"#;

#[test]
fn expired_credentials_of_an_instance_stay_in_use() {
    let farm = Farm::new(&[], &[]).replies(&[(200, "hush"), (200, "vet\n"), (200, IMDS_KEYS)]);
    let credentials = farm.load().unwrap();
    assert_eq!(credentials.expires_after(), Some(at(15 * 60)));
}

#[test]
fn rejected_session_token_of_an_instance_is_replaced_once() {
    let farm = Farm::new(&[], &[]).replies(&[
        (200, "hush"),
        (401, ""),
        (200, "hush-2"),
        (200, "vet"),
        (200, IMDS_KEYS),
    ]);
    farm.load().unwrap();
    let sent = farm.sent.lock().unwrap();
    let tokens = sent.iter().filter_map(|(r, _)| r.headers().get("x-aws-ec2-metadata-token"));
    assert_eq!(tokens.collect::<Vec<_>>(), ["hush", "hush-2", "hush-2"]);
}

#[test]
fn instance_without_a_role_or_service_is_not_configured() {
    let farm = Farm::new(&[], &[]).replies(&[(200, "hush"), (404, "")]);
    assert!(farm.error().contains("imds: the metadata service has no"), "{}", farm.urls().len());
    let farm = Farm::new(&[], &[]).unanswered(true);
    let error = farm.error();
    assert!(error.contains("hop limit"), "{error}");
    assert_eq!(farm.urls().len(), 1, "a timeout is not repeated");
}

#[test]
fn error_document_of_an_instance_is_an_error_with_its_text() {
    let denied = r#"{"Code":"AssumeRoleUnauthorizedAccess","Message":"EC2 cannot assume the role","SecretAccessKey":"hush"}"#;
    let farm = Farm::new(&[], &[]).replies(&[(200, "hush"), (200, "vet"), (200, denied)]);
    let error = farm.error();
    assert!(error.contains("`AssumeRoleUnauthorizedAccess`: EC2 cannot assume"), "{error}");
}

#[test]
fn region_comes_from_the_instance_last() {
    let farm = Farm::new(&[("AWS_DEFAULT_REGION", "eu-north-1")], &[]);
    let configured = finish(Configured::load(&farm.context(SOURCES), &[])).unwrap();
    assert_eq!(configured.region, "eu-north-1");
    let farm = Farm::new(&[], &[]).replies(&[(200, "hush"), (200, "eu-west-3\n")]);
    let configured = finish(Configured::load(&farm.context(SOURCES), &[])).unwrap();
    assert_eq!(configured.region, "eu-west-3");
    let without = Sources { region: None, ..SOURCES };
    let error = finish(Configured::load(&farm.context(without), &[])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no region: set `AWS_REGION`, or `region` in the profile `default`"
    );
}

#[test]
fn variables_win_over_the_profile_in_settings() {
    let config = "[default]\nregion = eu-west-1\nmax_attempts = 7\nuse_fips_endpoint = TRUE\n\
                  endpoint_url = http://profile\nservices = local\n\
                  [services local]\nsso_oidc =\n  endpoint_url = http://section\n";
    let settings = |variables: &[(&'static str, &str)]| {
        let farm = Farm::new(variables, &[(CONFIG, config)]);
        let profiles = Profiles::read(&farm).unwrap();
        let url = |id| endpoint_url(&farm, &profiles, id).unwrap();
        (Settings::read(&farm, &profiles).unwrap(), [url("SSO OIDC"), url("Backup")])
    };
    let some = |text: &str| Some(text.to_owned());
    let (settings_of_profile, urls) = settings(&[]);
    let expected = Settings {
        region: some("eu-west-1"),
        max_attempts: Some(7),
        fips: true,
        dual_stack: false,
    };
    assert_eq!(settings_of_profile, expected);
    assert_eq!(urls, [some("http://section"), some("http://profile")]);
    let variables = [
        ("AWS_REGION", "eu-west-2"),
        ("AWS_MAX_ATTEMPTS", "2"),
        ("AWS_ENDPOINT_URL", "http://all"),
    ];
    let (settings_of_variables, urls) = settings(&variables);
    assert_eq!(settings_of_variables.region, some("eu-west-2"));
    assert_eq!(settings_of_variables.max_attempts, Some(2));
    assert_eq!(urls, [some("http://all"), some("http://all")]);
    let variables =
        [("AWS_ENDPOINT_URL_SSO_OIDC", "http://one"), ("AWS_ENDPOINT_URL", "http://all")];
    assert_eq!(settings(&variables).1, [some("http://one"), some("http://all")]);
    let ignore = [("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")];
    assert_eq!(settings(&ignore).1, [None, None]);
}

#[test]
fn errors_of_settings_show_the_value() {
    let error = |name: &'static str, value: &str| {
        let farm = Farm::new(&[("AWS_REGION", "eu-west-1"), (name, value)], &[]);
        let sources = Sources::default();
        finish(Configured::load(&farm.context(sources), &["Backup"])).unwrap_err().to_string()
    };
    assert_eq!(
        error("AWS_MAX_ATTEMPTS", "0"),
        "`AWS_MAX_ATTEMPTS` is `0`, and must be a whole number from 1"
    );
    assert_eq!(
        error("AWS_USE_FIPS_ENDPOINT", "yes"),
        "`AWS_USE_FIPS_ENDPOINT` is neither `true` nor `false`: yes"
    );
    let must = "must start with `http://` or `https://`";
    assert_eq!(
        error("AWS_ENDPOINT_URL", "localhost:5000"),
        format!("`AWS_ENDPOINT_URL` {must}: localhost:5000")
    );
    // The user information of a URL may be secret.
    assert_eq!(
        error("AWS_ENDPOINT_URL_BACKUP", "me:secret@host"),
        format!("`AWS_ENDPOINT_URL_BACKUP` {must}")
    );
}

#[test]
fn file_with_certificates_is_that_of_the_variable_or_the_profile() {
    let files = [
        (CONFIG, "[default]\nca_bundle = /profile.pem\n"),
        ("/profile.pem", "profile"),
        ("/variable.pem", "variable"),
    ];
    let read = |variables: &[(&'static str, &str)]| {
        let bundle = CaBundle::read(&Farm::new(variables, &files));
        bundle.map(|bundle| bundle.map(|bundle| bundle.text)).map_err(|error| error.to_string())
    };
    assert_eq!(read(&[]), Ok(Some("profile".to_owned())));
    assert_eq!(read(&[("AWS_CA_BUNDLE", "/variable.pem")]), Ok(Some("variable".to_owned())));
    assert_eq!(read(&[("AWS_PROFILE", "other")]), Ok(None));
    let error = read(&[("AWS_CA_BUNDLE", "/missing.pem")]).unwrap_err();
    assert_eq!(error, "`AWS_CA_BUNDLE`: `/missing.pem` cannot be read: entity not found");
}

proptest! {
    #[test]
    fn written_sections_are_read_again(text in "([\\[\\]a =#;\t]{0,9}\n){0,6}") {
        if let Ok(sections) = parse(&text) {
            let mut written = String::new();
            for (header, section) in sections.clone() {
                writeln!(written, "[{header}]").unwrap();
                for (name, value) in section {
                    let value = value.replace('\n', "\n ");
                    writeln!(written, "{name}={value}").unwrap();
                }
            }
            prop_assert!(parse(&written) == Ok(sections), "{:?}", written);
        }
    }
}

/// Credentials of a source that expire at a time.
fn until(seconds: u64, source: &'static str) -> Credentials {
    Credentials::new("AKIA", SECRET, None, Some(at(seconds)), source)
}

#[test]
fn credentials_of_an_instance_stay_in_use_while_the_service_fails() {
    let last = Last::default();
    let failed = || Err(NoCredentials::default());
    assert!(last.or_stable(failed(), at(0)).is_err());
    last.or_stable(Ok(until(100, "imds")), at(0)).unwrap();
    let extended = last.or_stable(failed(), at(200)).unwrap();
    assert_eq!(extended.expires_after(), Some(at(200 + 15 * 60)));
    last.or_stable(Ok(until(100, "sso")), at(0)).unwrap();
    assert!(last.or_stable(failed(), at(200)).is_err());
}
