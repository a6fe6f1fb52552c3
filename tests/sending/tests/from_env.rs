//! The emitted clients with credentials and settings from the environment: a profile, a container whose credentials
//! expire, and an instance. One test sets the variables of the process, so that all steps are in it.

use std::future::Future;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use sending::recorded::page;
use sending::server::{Act, Reply, Seen, Server};
use with_reqwest::backup::ListBackupJobs as ListLater;
use with_ureq::backup::ListBackupJobs;
use with_ureq::runtime::Timestamp;

fn start(answer: impl FnMut(&Seen) -> Act + Send + 'static) -> Server {
    Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap()
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// The key in the signatures of the requests, in order.
fn keys(server: &Server) -> Vec<String> {
    let key = |seen: &Seen| {
        let signature = seen.header("authorization").unwrap();
        signature.split("Credential=").nth(1).unwrap().split('/').next().unwrap().to_owned()
    };
    server.seen().iter().map(key).collect()
}

fn call() -> Result<(), String> {
    let client = with_ureq::client::Client::from_env().map_err(|error| error.to_string())?;
    client.send(&ListBackupJobs::new()).map(drop).map_err(|error| error.to_string())
}

fn call_later() -> Result<(), String> {
    wait(async {
        let client = with_reqwest::client::Client::from_env().await;
        let client = client.map_err(|error| error.to_string())?;
        let sent = client.send(&ListLater::new()).await;
        sent.map(drop).map_err(|error| error.to_string())
    })
}

#[test]
fn clients_take_credentials_and_settings_from_the_environment() {
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION"] {
        std::env::remove_var(name);
    }
    let service = start(|request| Act::Reply(page(request, 100, 1_000)));
    let home = std::env::temp_dir().join(format!("sending-{}", std::process::id()));
    std::fs::create_dir_all(home.join(".aws")).unwrap();
    std::env::set_var("HOME", &home);
    std::env::set_var("AWS_EC2_METADATA_DISABLED", "true");
    let printed = r#"{"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"hush"}"#;
    let config = format!(
        "[default]\nregion = eu-west-1\nservices = local\ncredential_process = printf '%s' '{printed}'\n\
         [services local]\nbackup =\n  endpoint_url = {}\n",
        service.url
    );
    std::fs::write(home.join(".aws/config"), config).unwrap();
    call().unwrap();
    call_later().unwrap();
    assert_eq!(keys(&service), ["AKIDPROCESS"; 2]);
    let signature = service.seen()[0].header("authorization").unwrap().to_owned();
    assert!(signature.contains("/eu-west-1/backup/"), "{signature}");

    let nowhere = "[default]\nregion = eu-west-1\n";
    std::fs::write(home.join(".aws/config"), nowhere).unwrap();
    for error in [call().unwrap_err(), call_later().unwrap_err()] {
        assert!(error.contains("environment: `AWS_ACCESS_KEY_ID` is not set;"), "{error}");
        assert!(error.contains("profile: profile `default` contains no credentials;"), "{error}");
        assert!(error.ends_with("imds: `AWS_EC2_METADATA_DISABLED` is set"), "{error}");
    }
    std::fs::write(home.join(".aws/config"), "").unwrap();
    for error in [call().unwrap_err(), call_later().unwrap_err()] {
        assert!(error.starts_with("there is no region: set `AWS_REGION`"), "{error}");
    }

    // The first keys end within a minute, so that the next call loads others.
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let agent = start(move |request| {
        let number = count.fetch_add(1, Ordering::SeqCst);
        assert_eq!(request.header("authorization"), Some("open"));
        let seconds = if number == 0 { 30 } else { 3_600 };
        let end = Timestamp::from(SystemTime::now() + Duration::from_secs(seconds));
        Act::Reply(Reply::json(
            200,
            &format!(
                r#"{{"AccessKeyId":"AKID{number}","SecretAccessKey":"hush","Token":"t","Expiration":"{end}"}}"#
            ),
        ))
    });
    std::env::set_var("AWS_REGION", "eu-west-2");
    std::env::set_var("AWS_ENDPOINT_URL_BACKUP", &service.url);
    std::env::set_var("AWS_CONTAINER_CREDENTIALS_FULL_URI", &agent.url);
    std::env::set_var("AWS_CONTAINER_AUTHORIZATION_TOKEN", "open");
    let client = with_ureq::client::Client::from_env().unwrap();
    for _ in 0..3 {
        client.send(&ListBackupJobs::new()).unwrap();
    }
    assert_eq!(keys(&service)[2..], ["AKID0", "AKID1", "AKID1"]);
    asked.store(0, Ordering::SeqCst);
    wait(async {
        let client = with_reqwest::client::Client::from_env().await.unwrap();
        for _ in 0..3 {
            client.send(&ListLater::new()).await.unwrap();
        }
    });
    assert_eq!(keys(&service)[5..], ["AKID0", "AKID1", "AKID1"]);
    std::fs::remove_dir_all(&home).unwrap();

    // Requests to the machine itself go through no proxy.
    std::env::set_var("HTTP_PROXY", "http://127.0.0.1:9");
    let provider = with_ureq::client::credentials::Provider::new(ureq::Agent::new_with_defaults());
    provider.load().unwrap();
    let http = with_reqwest::client::http().build().unwrap();
    let provider = with_reqwest::client::credentials::Provider::new(http).unwrap();
    wait(provider.load()).unwrap();

    // An instance has a region and a role.
    for name in ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_REGION", "AWS_EC2_METADATA_DISABLED"] {
        std::env::remove_var(name);
    }
    std::env::remove_var("HTTP_PROXY");
    let instance = start(metadata);
    std::env::set_var("AWS_EC2_METADATA_SERVICE_ENDPOINT", &instance.url);
    call().unwrap();
    call_later().unwrap();
    assert_eq!(keys(&service)[8..], ["AKIDROLE", "AKIDROLE"]);
    for seen in &service.seen()[8..] {
        assert!(seen.header("authorization").unwrap().contains("/eu-south-2/backup/"));
        assert_eq!(seen.header("x-amz-security-token"), Some("t"));
    }
    roles(&home, &service);

    // The program configures TLS, so that the output cannot trust certificates.
    std::env::set_var("AWS_CA_BUNDLE", "Cargo.toml");
    let error = wait(without_tls::client::Client::from_env()).err().unwrap().to_string();
    assert!(error.starts_with("`AWS_CA_BUNDLE`: `Cargo.toml` cannot be used"), "{error}");
    assert!(error.contains("`tls = \"none\"`"), "{error}");
}

/// A profile and the environment with roles, and roles that the program assumes itself.
fn roles(home: &Path, service: &Server) {
    let sts = start(session);
    std::env::set_var("AWS_ENDPOINT_URL_STS", &sts.url);
    std::fs::create_dir_all(home.join(".aws")).unwrap();
    let config = "[default]\nregion = eu-west-1\nrole_arn = arn:aws:iam::1:role/vet\nsource_profile = base\n\
                  [profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = hush\n";
    std::fs::write(home.join(".aws/config"), config).unwrap();
    let first = service.seen().len();
    call().unwrap();
    call_later().unwrap();
    assert_eq!(keys(&sts), ["AKIDBASE"; 2]);

    std::fs::write(home.join(".aws/config"), "[default]\nregion = eu-west-1\n").unwrap();
    std::fs::write(home.join("token"), "open+/=").unwrap();
    std::env::set_var("AWS_WEB_IDENTITY_TOKEN_FILE", home.join("token"));
    std::env::set_var("AWS_ROLE_ARN", "arn:aws:iam::1:role/pod");
    call().unwrap();
    call_later().unwrap();
    assert_eq!(sts.seen()[3].header("authorization"), None);
    std::fs::remove_dir_all(home).unwrap();

    // The role of the second call is assumed with the credentials of the first one.
    let region = with_ureq::runtime::Region::new("eu-west-1").url(&sts.url);
    let agent = ureq::Agent::new_with_defaults;
    let groom = with_ureq::client::credentials::Role::new("arn:aws:iam::1:role/groom");
    let vet = with_ureq::client::credentials::Role::new("arn:aws:iam::1:role/vet");
    let own = || Ok(with_ureq::client::Credentials::new("AKIDOWN", "hush", None, None, "test"));
    let groom = with_ureq::client::credentials::assume_role(agent(), region.clone(), groom, own);
    let vet = with_ureq::client::credentials::assume_role(agent(), region, vet, groom);
    let region = with_ureq::runtime::Region::new("eu-west-1").url(&service.url);
    let client = with_ureq::client::Client::with_credentials(region, vet);
    for _ in 0..2 {
        client.send(&ListBackupJobs::new()).unwrap();
    }
    wait(async {
        let http = with_reqwest::client::http().build().unwrap();
        let region = with_reqwest::runtime::Region::new("eu-west-1").url(&sts.url);
        let groom = with_reqwest::client::credentials::Role::new("arn:aws:iam::1:role/groom");
        let vet = with_reqwest::client::credentials::Role::new("arn:aws:iam::1:role/vet");
        let own = with_reqwest::client::Credentials::new("AKIDOWN", "hush", None, None, "test");
        use with_reqwest::client::credentials::assume_role;
        let groom = assume_role(http.clone(), region.clone(), groom, own);
        let vet = assume_role(http.clone(), region, vet, groom);
        assert!(!format!("{vet:?}").contains("hush"));
        let region = with_reqwest::runtime::Region::new("eu-west-1").url(&service.url);
        let client = with_reqwest::client::Client::with_http(http, region, vet);
        for _ in 0..2 {
            client.send(&ListLater::new()).await.unwrap();
        }
    });
    assert_eq!(sts.seen().len(), 8, "the client caches the credentials of a role");
    let of_roles: Vec<String> = keys(service)[first..].to_vec();
    let expected = ["vet", "vet", "pod", "pod", "vet", "vet", "vet", "vet"];
    assert_eq!(of_roles, expected.map(|role| format!("AKID{role}")));
    let signed: Vec<Seen> = sts.seen()[4..].to_vec();
    let token = |seen: &Seen| seen.header("x-amz-security-token").map(str::to_owned);
    let tokens: Vec<_> = signed.iter().map(token).collect();
    let groom = Some("t-groom".to_owned());
    assert_eq!(tokens, [None, groom.clone(), None, groom]);
}

/// STS: a session whose key has the name of the role.
fn session(request: &Seen) -> Act {
    let form = String::from_utf8(request.body.clone()).unwrap();
    let member = |name: &str| form.split('&').find_map(|pair| pair.strip_prefix(name)).unwrap();
    let action = member("Action=");
    let role = member("RoleArn=").rsplit("%2F").next().unwrap();
    let name = member("RoleSessionName=");
    assert!(name.starts_with("farrier-"));
    if action == "AssumeRoleWithWebIdentity" {
        let arn = format!("arn:aws:iam::1:role/{role}");
        let operation = sts::AssumeRoleWithWebIdentity::new(arn, name, "open+/=");
        let generated = sts::Operation::request(&operation).unwrap();
        assert_eq!(form.as_bytes(), generated.body());
    }
    Act::Reply(Reply::json(
        200,
        &format!(
            "<R><{action}Result><Credentials><AccessKeyId>AKID{role}</AccessKeyId><SecretAccessKey>hush</SecretAccessKey>\
             <SessionToken>t-{role}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>\
             </{action}Result></R>"
        ),
    ))
}

/// The metadata service of an instance.
fn metadata(request: &Seen) -> Act {
    let text = |text: &str| Act::Reply(Reply::json(200, text));
    match (request.method(), request.target(), request.header("x-aws-ec2-metadata-token")) {
        ("PUT", "/latest/api/token", None) => text("session"),
        ("GET", "/latest/meta-data/placement/region", Some("session")) => text("eu-south-2"),
        ("GET", "/latest/meta-data/iam/security-credentials/", Some("session")) => text("vet"),
        ("GET", "/latest/meta-data/iam/security-credentials/vet", Some("session")) => text(
            r#"{"Code":"Success","AccessKeyId":"AKIDROLE","SecretAccessKey":"hush","Token":"t","Expiration":"2099-01-01T00:00:00Z"}"#,
        ),
        _ => Act::Reply(Reply::json(404, "{}")),
    }
}
