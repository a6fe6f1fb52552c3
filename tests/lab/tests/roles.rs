//! Roles of profiles and web identities, on a system in memory: what AWS's public cases do not cover.

use std::fmt::Write;

use super::farm::{CONFIG, Farm, SECRET, at};

const BASE: &str = "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = hush\n";

/// A profile with a role and more properties.
fn role(properties: &str) -> String {
    format!(
        "[default]\nregion = eu-west-1\nrole_arn = arn:aws:iam::1:role/vet\nsource_profile = base\n{properties}{BASE}"
    )
}

/// A response of STS with a session of a role.
fn session(action: &str, role: &str) -> String {
    format!(
        "<{action}Response><{action}Result><Credentials><AccessKeyId>AKID{role}</AccessKeyId><SecretAccessKey>hush\
         </SecretAccessKey><SessionToken>hush-{role}</SessionToken><Expiration>2023-11-14T22:14:20Z</Expiration>\
         </Credentials><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/{role}/x</Arn></AssumedRoleUser>\
         </{action}Result></{action}Response>"
    )
}

fn error(code: &str) -> String {
    format!(
        "<ErrorResponse><Error><Code>{code}</Code><Message>not you</Message></Error></ErrorResponse>"
    )
}

/// The bodies of the requests.
fn bodies(farm: &Farm) -> Vec<String> {
    let sent = farm.sent.lock().unwrap();
    sent.iter().map(|(request, _)| String::from_utf8(request.body().clone()).unwrap()).collect()
}

/// A header of each request.
fn headers(farm: &Farm, name: &str) -> Vec<Option<String>> {
    let sent = farm.sent.lock().unwrap();
    let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
    sent.iter().map(|(request, _)| request.headers().get(name).map(text)).collect()
}

#[test]
fn role_of_a_profile_has_all_properties() {
    let properties =
        "external_id = a b&c\nrole_session_name = groom@farm\nduration_seconds = 900\n";
    let farm = Farm::new(&[], &[(CONFIG, &role(properties))])
        .replies(&[(200, &session("AssumeRole", "vet"))]);
    let credentials = farm.load().unwrap();
    assert_eq!(credentials.access_key_id(), "AKIDvet");
    assert_eq!(credentials.session_token(), Some("hush-vet"));
    assert_eq!(credentials.account_id(), Some("123456789012"));
    assert_eq!(credentials.expires_after(), Some(at(60)));
    assert_eq!(credentials.source(), "role");
    assert_eq!(farm.urls(), ["POST https://sts.eu-west-1.amazonaws.com/"]);
    assert_eq!(
        bodies(&farm),
        ["Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fvet\
          &RoleSessionName=groom%40farm&DurationSeconds=900&ExternalId=a%20b%26c"]
    );
    let signature = headers(&farm, "authorization")[0].clone().unwrap();
    assert!(signature.contains("Credential=AKIDBASE/20231114/eu-west-1/sts/aws4_request"));
}

#[test]
fn each_session_has_its_own_name() {
    let farm = Farm::new(&[], &[(CONFIG, &role(""))])
        .replies(&[(200, &session("AssumeRole", "vet")), (200, &session("AssumeRole", "vet"))]);
    farm.load().unwrap();
    farm.load().unwrap();
    let bodies = bodies(&farm);
    assert!(bodies[0].contains("&RoleSessionName=farrier-"), "{}", bodies[0]);
    assert_ne!(bodies[0], bodies[1]);
}

#[test]
fn roles_of_a_chain_sign_with_the_role_before() {
    let config = format!(
        "[default]\nregion = cn-north-1\nrole_arn = arn:x:role/vet\nsource_profile = groom\n\
         [profile groom]\nrole_arn = arn:x:role/groom\nsource_profile = base\n{BASE}"
    );
    let farm = Farm::new(&[], &[(CONFIG, &config)])
        .replies(&[(200, &session("AssumeRole", "groom")), (200, &session("AssumeRole", "vet"))]);
    assert_eq!(farm.load().unwrap().access_key_id(), "AKIDvet");
    assert_eq!(farm.urls(), ["POST https://sts.cn-north-1.amazonaws.com.cn/"; 2]);
    let tokens = headers(&farm, "x-amz-security-token");
    assert_eq!(tokens, [None, Some("hush-groom".to_owned())]);
    let sent = farm.sent.lock().unwrap();
    assert!(sent[1].0.headers()["x-amz-security-token"].is_sensitive());
}

#[test]
fn role_takes_the_credentials_of_the_environment() {
    let config = "[profile vet]\nrole_arn = arn:x:role/vet\ncredential_source = EcsContainer\n";
    let variables = [
        ("AWS_PROFILE", "vet"),
        ("AWS_REGION", "us-gov-west-1"),
        ("AWS_USE_FIPS_ENDPOINT", "true"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/x"),
    ];
    let keys = r#"{"AccessKeyId":"AKIDTASK","SecretAccessKey":"hush","Token":"t"}"#;
    let farm = Farm::new(&variables, &[(CONFIG, config)])
        .replies(&[(200, keys), (200, &session("AssumeRole", "vet"))]);
    farm.load().unwrap();
    // In GovCloud, the usual endpoint is a FIPS endpoint.
    assert_eq!(farm.urls()[1], "POST https://sts.us-gov-west-1.amazonaws.com/");
    assert!(headers(&farm, "authorization")[1].as_ref().unwrap().contains("AKIDTASK"));
}

#[test]
fn role_without_a_region_is_an_error_before_any_request() {
    let config = role("").replace("region = eu-west-1\n", "");
    let farm = Farm::new(&[("AWS_EC2_METADATA_DISABLED", "true")], &[(CONFIG, &config)]);
    let error = farm.error();
    assert!(error.contains("profile: there is no region: set `AWS_REGION`"), "{error}");
    assert!(farm.urls().is_empty());
}

#[test]
fn roles_that_a_client_cannot_assume_are_refused() {
    for (property, expected) in [
        ("mfa_serial = arn:x:mfa/vet\n", "profile `default`: `mfa_serial` is not supported"),
        ("duration_seconds = soon\n", "`duration_seconds` is not a number of seconds"),
    ] {
        let farm = Farm::new(&[], &[(CONFIG, &role(property))]);
        let error = farm.error();
        assert!(error.contains(expected), "{error}");
        assert!(farm.urls().is_empty());
    }
}

#[test]
fn error_of_sts_has_the_role_and_the_code() {
    let farm = Farm::new(&[], &[(CONFIG, &role(""))]).replies(&[(403, &error("AccessDenied"))]);
    let message = farm.error();
    let expected =
        "profile: cannot assume the role `arn:aws:iam::1:role/vet`: AccessDenied: not you";
    assert!(message.contains(expected), "{message}");
}

#[test]
fn temporary_errors_of_sts_are_retried() {
    let cut_off = session("AssumeRole", "vet");
    let cut_off = &cut_off[..cut_off.len() / 2];
    let farm = Farm::new(&[], &[(CONFIG, &role(""))]).replies(&[
        (400, &error("Throttling")),
        (200, cut_off),
        (200, &session("AssumeRole", "vet")),
    ]);
    farm.load().unwrap();
    let bodies = bodies(&farm);
    assert!(bodies.len() == 3 && bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    let farm = Farm::new(&[], &[(CONFIG, &role(""))]).replies(&[
        (503, ""),
        (200, cut_off),
        (400, &error("IDPCommunicationError")),
    ]);
    assert!(farm.error().contains("IDPCommunicationError"));
}

#[test]
fn wrong_clock_is_corrected_once() {
    let skewed = error("SignatureDoesNotMatch");
    let (early, late) = ("Tue, 14 Nov 2023 21:13:20 GMT", "Tue, 14 Nov 2023 23:13:20 GMT");
    let farm = Farm::new(&[], &[(CONFIG, &role(""))])
        .dated_replies(&[(403, late, &skewed), (200, late, &session("AssumeRole", "vet"))]);
    farm.load().unwrap();
    let dates = headers(&farm, "x-amz-date");
    assert_eq!(
        dates.iter().flatten().collect::<Vec<_>>(),
        ["20231114T221320Z", "20231114T231320Z"]
    );
    let farm = Farm::new(&[], &[(CONFIG, &role(""))])
        .dated_replies(&[(403, early, &skewed), (403, late, &skewed)]);
    assert!(farm.error().contains("SignatureDoesNotMatch"));
    assert_eq!(farm.urls().len(), 2);
}

#[test]
fn incomplete_responses_of_sts_are_errors() {
    let complete = session("AssumeRole", "vet");
    let no_token = complete.replace("SessionToken", "Other");
    let bad_end = complete.replace("2023-11-14T22:14:20Z", "hush");
    let other = complete.replace("AssumeRoleResult", "Other");
    for (reply, expected) in [
        (no_token.as_str(), "no complete `Credentials`"),
        (&bad_end, "Credentials.Expiration: expected a timestamp"),
        (&other, "expected the element of the output"),
        ("hush", "expected an element"),
        ("", "expected an element"),
    ] {
        let replies = [(200, reply); 3];
        let error = Farm::new(&[], &[(CONFIG, &role(""))]).replies(&replies).error();
        assert!(error.contains("cannot assume the role `arn:aws:iam::1:role/vet`: "), "{error}");
        assert!(error.contains(expected), "{error}");
    }
}

const TOKEN: (&str, &str) = ("AWS_WEB_IDENTITY_TOKEN_FILE", "/token");

fn web_identity(variables: &[(&'static str, &str)], config: &str) -> Farm {
    let variables = [variables, &[("AWS_REGION", "eu-west-1")]].concat();
    Farm::new(&variables, &[(CONFIG, config), ("/token", SECRET)])
}

#[test]
fn web_identity_reads_the_token_at_every_call() {
    let variables = [
        TOKEN,
        ("AWS_ROLE_ARN", "arn:x:role/pod"),
        ("AWS_ROLE_SESSION_NAME", "pod-1"),
        ("AWS_ENDPOINT_URL_STS", "http://sts.local:81/x"),
    ];
    let reply = session("AssumeRoleWithWebIdentity", "pod");
    let farm = web_identity(&variables, "").replies(&[(200, &reply), (200, &reply)]);
    let credentials = farm.load().unwrap();
    assert_eq!((credentials.access_key_id(), credentials.source()), ("AKIDpod", "web-identity"));
    farm.files.lock().unwrap().insert("/token".to_owned(), "hush-2".to_owned());
    farm.load().unwrap();
    assert_eq!(farm.urls(), ["POST http://sts.local:81/x/"; 2]);
    assert_eq!(headers(&farm, "authorization"), [None, None]);
    let mut expected = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15".to_owned();
    write!(expected, "&RoleArn=arn%3Ax%3Arole%2Fpod&RoleSessionName=pod-1").unwrap();
    write!(expected, "&WebIdentityToken=hush").unwrap();
    assert_eq!(bodies(&farm), [expected.clone(), expected + "-2"]);
}

#[test]
fn web_identity_is_the_source_of_a_role() {
    let config = "[default]\nrole_arn = arn:x:role/vet\nsource_profile = pod\n\
                  [profile pod]\nrole_arn = arn:x:role/pod\nweb_identity_token_file = /token\n";
    let farm = web_identity(&[], config).replies(&[
        (200, &session("AssumeRoleWithWebIdentity", "pod")),
        (200, &session("AssumeRole", "vet")),
    ]);
    assert_eq!(farm.load().unwrap().access_key_id(), "AKIDvet");
}

#[test]
fn broken_web_identity_stops_the_chain() {
    let farm = web_identity(&[TOKEN], "");
    assert!(farm.error().contains("but `AWS_ROLE_ARN` is not"));
    let variables = [("AWS_WEB_IDENTITY_TOKEN_FILE", "/none"), ("AWS_ROLE_ARN", "arn:x")];
    let error = web_identity(&variables, "").error();
    assert!(error.contains("web-identity: cannot read the web identity token `/none`"), "{error}");
}

#[test]
fn foreign_error_text_is_not_shown() {
    let variables = [TOKEN, ("AWS_ROLE_ARN", "arn:x")];
    let farm = web_identity(&variables, "").replies(&[(400, "WebIdentityToken=hush")]);
    let error = farm.error();
    assert!(error.ends_with("cannot assume the role `arn:x`: status 400 Bad Request"), "{error}");
}
