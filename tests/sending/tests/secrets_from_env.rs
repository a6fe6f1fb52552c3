//! Every secret of the environment is marked: in variables, files, output of processes and replies of agents. No error,
//! observer or `Debug` may show a mark. One test sets the variables of the process, so that all cases are in it.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use sending::server::{Act, Reply, Server};
use with_reqwest::backup::ListBackupJobs as ListLater;
use with_reqwest::paddock::AskOwner as AskLater;
use with_ureq::backup::ListBackupJobs;
use with_ureq::paddock::AskOwner;

const MARK: &str = "xyzzy";

/// What a program with a client could log.
fn shown(error: &dyn Error) -> String {
    format!("{error} {error:?} {:?}\n", error.source())
}

fn by_ureq() -> String {
    let log = Arc::new(Mutex::new(String::new()));
    let seen = log.clone();
    let client = match with_ureq::client::Client::from_env() {
        Ok(client) => client,
        Err(error) => return shown(&error),
    };
    let client = client.observer(move |attempt| {
        let _ = writeln!(seen.lock().unwrap(), "{attempt} {attempt:?}");
    });
    let sent = client.send(&ListBackupJobs::new());
    let error = sent.map_or_else(|error| shown(&error), |_| String::new());
    let sent = client.send(&AskOwner::new());
    let error = error + &sent.map_or_else(|error| shown(&error), |_| String::new());
    let provider = with_ureq::client::credentials::Provider::new(ureq::Agent::new_with_defaults());
    let log = log.lock().unwrap();
    format!("{error}{log}{provider:?} {:?}", provider.load())
}

async fn by_reqwest() -> String {
    let log = Arc::new(Mutex::new(String::new()));
    let seen = log.clone();
    let client = match with_reqwest::client::Client::from_env().await {
        Ok(client) => client,
        Err(error) => return shown(&error),
    };
    let client = client.observer(move |attempt| {
        let _ = writeln!(seen.lock().unwrap(), "{attempt} {attempt:?}");
    });
    let sent = client.send(&ListLater::new()).await;
    let error = sent.map_or_else(|error| shown(&error), |_| String::new());
    let sent = client.send(&AskLater::new()).await;
    let error = error + &sent.map_or_else(|error| shown(&error), |_| String::new());
    let http = with_reqwest::client::http().build().unwrap();
    let provider = with_reqwest::client::credentials::Provider::new(http).unwrap();
    let loaded = provider.load().await;
    let log = log.lock().unwrap();
    format!("{error}{log}{provider:?} {loaded:?}")
}

/// A home folder, and what the environment names besides it.
struct Machine {
    home: PathBuf,
    /// The service that is called, which rejects each signature.
    service: Server,
}

impl Machine {
    /// Sets all variables and files, and returns the log of each client.
    fn logs(&self, variables: &[(&str, &str)], config: &str) -> [String; 2] {
        let names = std::env::vars().map(|(name, _)| name);
        let is_setting = |name: &String| name.starts_with("AWS_") || name.ends_with("_PROXY");
        names.filter(is_setting).for_each(|name| std::env::remove_var(name));
        std::env::set_var("HOME", &self.home);
        std::env::set_var("AWS_ENDPOINT_URL_BACKUP", &self.service.url);
        std::env::set_var("AWS_EC2_METADATA_DISABLED", "true");
        std::env::set_var("AWS_MAX_ATTEMPTS", "1");
        std::env::set_var("AWS_REGION", "eu-west-1");
        variables.iter().for_each(|(name, value)| std::env::set_var(name, value));
        self.write(".aws/config", config);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        [by_ureq(), runtime.block_on(by_reqwest())]
    }

    /// Expects both clients to log this text, and no secret.
    fn check(&self, variables: &[(&str, &str)], config: &str, expected: &str) {
        for log in self.logs(variables, config) {
            assert!(log.contains(expected), "expected `{expected}`: {log}");
            assert!(!log.contains(MARK), "{log}");
        }
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.home.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

/// A server that always reacts in this way.
fn always(act: Act) -> Server {
    Server::script(vec![act])
}

const KEYS: [(&str, &str); 3] = [
    ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "xyzzy-secret"),
    ("AWS_SESSION_TOKEN", "xyzzy-token"),
];

#[test]
fn no_error_or_log_contains_a_secret_of_the_environment() {
    let home = std::env::temp_dir().join(format!("secrets-{}", std::process::id()));
    let denied = Reply::json(403, "{}").header("x-amzn-errortype", "SignatureDoesNotMatch");
    let machine = Machine { home: home.clone(), service: always(Act::Reply(denied)) };
    variables(&machine);
    files(&machine);
    processes(&machine);
    containers(&machine);
    instances(&machine);
    tokens(&machine);
    bearer_tokens(&machine);
    certificates(&machine);
    remove(&home);
}

fn remove(home: &Path) {
    std::fs::remove_dir_all(home).unwrap();
}

fn variables(machine: &Machine) {
    machine.check(&KEYS, "", "SignatureDoesNotMatch");
    let broken = [KEYS[0], KEYS[1], ("AWS_SESSION_TOKEN", "xyzzy\ntoken")];
    machine.check(&broken, "", "cannot sign the request");
    let proxy = [&KEYS[..], &[("HTTP_PROXY", "http://user:xyzzy@127.0.0.1:1")]].concat();
    machine.check(&proxy, "", "no complete response");
    for url in ["http://user:xyzzy@127.0.0.1:1", "http://user:xyzzy@[::1/", "http://%zz/xyzzy"] {
        let url = [&KEYS[..], &[("AWS_ENDPOINT_URL_BACKUP", url)]].concat();
        machine.check(&url, "", "no endpoint");
    }
}

fn files(machine: &Machine) {
    let keys = "aws_access_key_id = AKID\naws_secret_access_key = xyzzy\n";
    machine.check(&[], &format!("[default]\n{keys}"), "SignatureDoesNotMatch");
    for (text, expected) in [
        ("[default]\naws_secret_access_key xyzzy\n", "line 2: expected `=`"),
        ("[default]\naws_secret_access_key = xyzzy\n", "profile: "),
        ("aws_secret_access_key = xyzzy\n", "line 1"),
        ("[default]\nservices =\n  aws_session_token\n  xyzzy\n", "line 3"),
        ("[default\naws_secret_access_key = xyzzy\n", "line 1"),
    ] {
        machine.check(&[], text, expected);
    }
}

fn processes(machine: &Machine) {
    for (command, expected) in [
        (r#"printf '{"Version":1,"SecretAccessKey":"xyzzy'"#, "JSON"),
        (r#"printf '{"Version":2,"SecretAccessKey":"xyzzy"}'"#, "Version"),
        (r#"printf '{"Version":1,"SecretAccessKey":"xyzzy"}'"#, "AccessKeyId"),
        ("printf xyzzy; echo no smartcard >&2; exit 3", "no smartcard"),
        ("false --password xyzzy", "credential_process"),
        ("no-such-tool --password=xyzzy", "credential_process"),
    ] {
        let config =
            format!("[default]\ncredential_process = sh -c \"{}\"\n", command.replace('"', "\\\""));
        machine.check(&[], &config, expected);
    }
}

fn containers(machine: &Machine) {
    const URL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    let document = r#"{"code":"AccessDenied","Token":"xyzzy","SecretAccessKey":"xyzzy"}"#;
    for (act, expected) in [
        (Act::Reply(Reply::json(403, document)), "AccessDenied"),
        (Act::Reply(Reply::json(200, document)), "AccessKeyId"),
        (Act::Reply(Reply::json(200, "{\"Token\":\"xyzzy")), "JSON"),
        (Act::CutOff(Reply::json(200, document)), "no response"),
        (Act::Close, "no response"),
    ] {
        let agent = always(act);
        let url = format!("{}/keys?key=xyzzy", agent.url);
        machine.check(&[(URL, &url), (TOKEN, MARK)], "", expected);
        assert_eq!(agent.seen()[0].header("authorization"), Some(MARK));
    }
    let forbidden = [(URL, "http://192.0.2.1/keys?key=xyzzy"), (TOKEN, MARK)];
    machine.check(&forbidden, "", "container: ");
    let agent = "http://127.0.0.1:1/keys";
    machine.check(&[(URL, agent), (TOKEN, "xyzzy\nX-A: b")], "", "line break");
    let file = machine.write("token", "xyzzy\nX-A: b");
    let file = ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", &*file);
    machine.check(&[(URL, agent), file], "", "line break");
    machine.check(&[(URL, "http://user:xyzzy@127.0.0.1:1/keys")], "", "`http://127.0.0.1:1/keys`");
}

fn instances(machine: &Machine) {
    const URL: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
    let enabled = ("AWS_EC2_METADATA_DISABLED", "false");
    for (document, expected) in [
        (r#"{"Code":"Denied","Message":"no role","SecretAccessKey":"xyzzy"}"#, "no role"),
        (r#"{"Code":"Success","SecretAccessKey":"xyzzy"}"#, "AccessKeyId"),
        (r#"{"Code":"Success","SecretAccessKey":"xyzzy"#, "JSON"),
    ] {
        let text = |text: &str| Act::Reply(Reply::json(200, text));
        let service = Server::start(([127, 0, 0, 1], 0).into(), {
            let document = document.to_owned();
            move |seen| match seen.target() {
                "/latest/api/token" => text("xyzzy-session"),
                path if path.ends_with("/vet") => text(&document),
                _ => text("vet"),
            }
        });
        machine.check(&[enabled, (URL, &service.unwrap().url)], "", expected);
    }
    let secret = "http://user:xyzzy@127.0.0.1:1";
    machine.check(&[enabled, (URL, secret)], "", "no metadata service at `http://127.0.0.1:1`");
}

/// Bearer tokens, which clients refuse to send without TLS or cannot send.
fn bearer_tokens(machine: &Machine) {
    let url = ("AWS_ENDPOINT_URL", &*machine.service.url);
    let variable = "AWS_BEARER_TOKEN_PADDOCK";
    machine.check(&[url, (variable, "xyzzy-bearer")], "", "bearer tokens without HTTPS");
    let url = ("AWS_ENDPOINT_URL", "https://127.0.0.1:1");
    machine.check(&[url, (variable, "xyzzy-bearer")], "", "no complete response");
    machine.check(&[url, (variable, "xyzzy\n")], "", "not a valid header value");
}

/// Tokens of IAM Identity Center.
fn tokens(machine: &Machine) {
    let config = "[default]\nsso_session = admin\nsso_account_id = 1\nsso_role_name = Vet\n\
                  [sso-session admin]\nsso_region = eu-west-1\nsso_start_url = https://start\n";
    let portal =
        always(Act::Reply(Reply::json(401, r#"{"message":"expired","roleCredentials":"xyzzy"}"#)));
    let url = ("AWS_ENDPOINT_URL", &*portal.url);
    for (text, expected) in [
        (r#"{"accessToken":"xyzzy","expiresAt":"2099-01-01T00:00:00Z"}"#, "expired"),
        (r#"{"accessToken":"xyzzy","expiresAt":"2000-01-01T00:00:00Z"}"#, "aws sso login"),
        (r#"{"accessToken":"xyzzy\n","expiresAt":"2099-01-01T00:00:00Z"}"#, "cannot build"),
        (r#"{"accessToken":"xyzzy"#, "JSON"),
    ] {
        machine.write(".aws/sso/cache/d033e22ae348aeb5660fc2140aec35850c4da997.json", text);
        machine.check(&[url], config, expected);
    }
}

fn certificates(machine: &Machine) {
    for (text, expected) in [
        ("-----BEGIN CERTIFICATE-----\nxyzzy\n", "is not a valid PEM file"),
        ("-----BEGIN xyzzy\n", "is not a valid PEM file"),
        (
            "-----BEGIN CERTIFICATE-----\nxyzz!\n-----END CERTIFICATE-----\n",
            "is not a valid PEM file",
        ),
        ("[default]\naws_secret_access_key = xyzzy\n", "contains no certificates"),
        (
            "-----BEGIN PRIVATE KEY-----\nxyzzyxyz\n-----END PRIVATE KEY-----\n",
            "contains no certificates",
        ),
    ] {
        let path = machine.write("bundle.pem", text);
        machine.check(&[("AWS_CA_BUNDLE", &path)], "", expected);
        machine.check(
            &[],
            &format!("[default]\nca_bundle = {path}\n"),
            &format!("`ca_bundle`: `{path}`"),
        );
    }
    machine.check(
        &[("AWS_CA_BUNDLE", "/nowhere.pem")],
        "",
        "`AWS_CA_BUNDLE`: `/nowhere.pem` cannot be read",
    );
}
