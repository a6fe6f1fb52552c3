//! Real HTTP calls to a local server, through the emitted clients and with handwritten glue code.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use tests::cargo::{cargo, copy, fetch, scratch, write};
use tests::{repository, shown, xtask};

/// The user's repository: `tests/sending` with the outputs of its manifest.
static USER: LazyLock<PathBuf> = LazyLock::new(|| {
    let user = scratch("sending");
    copy(&repository("tests/sending"), &user);
    copy(&repository("tests/wire"), &user.join("wire"));
    copy(&repository("models/backup"), &user.join("models/backup"));
    // The user has no `clippy.toml` with this repository's bans.
    write(&user.join("clippy.toml"), "");
    let ran = xtask(&user, &["codegen"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    fetch(&user);
    user
});

fn user() -> &'static Path {
    &USER
}

#[test]
fn ureq_client_sends_and_reads() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "by_ureq"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn reqwest_client_sends_and_reads() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "by_reqwest"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn long_list_uses_memory_of_one_page() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "memory"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn clients_pass_clippy_and_rustdoc() {
    for package in ["with-ureq", "with-reqwest"] {
        let lints = ["--", "--deny", "warnings", "--warn", "clippy::pedantic"];
        cargo(user(), &[&["clippy", "--quiet", "--package", package][..], &lints].concat());
        cargo(user(), &["doc", "--quiet", "--package", package, "--no-deps"]);
    }
}

#[test]
fn readme_of_output_shows_its_client() {
    for (package, calls) in [
        (
            "with_ureq",
            ["Client::new(\"eu-west-1\", credentials);", "client.send(&AskOwner::new())?;"],
        ),
        (
            "with_reqwest",
            ["Client::new(\"eu-west-1\", credentials)?;", "client.send(&AskOwner::new()).await?;"],
        ),
    ] {
        let path = user().join("vendor").join(package.replace('_', "-")).join("README.md");
        let readme = std::fs::read_to_string(path).unwrap();
        let uses = format!("use {package}::client::{{Client, Credentials}};");
        assert!(readme.contains(&uses), "{readme}");
        assert!(calls.iter().all(|call| readme.contains(call)), "{readme}");
        assert!(!readme.contains("Resolve the endpoint"), "{readme}");
    }
}

/// The server of the examples, killed on drop.
struct Running(Child, String);

impl Running {
    fn start() -> Self {
        cargo(user(), &["build", "--quiet", "--examples"]);
        let program = repository("target/tests/build/debug/examples/server");
        let mut child = Command::new(program)
            .args(["127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server runs");
        let mut url = String::new();
        let output = child.stdout.take().expect("it is piped");
        BufReader::new(output).read_line(&mut url).expect("it says where it is");
        Self(child, url.trim_end().to_owned())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // An error means that the process has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn examples_print_the_recorded_responses() {
    let server = Running::start();
    let run =
        |example: &str| cargo(user(), &["run", "--quiet", "--example", example, "--", &server.1]);
    let nine = run("nine_ureq");
    assert_eq!(nine.lines().count(), 9);
    assert!(nine.starts_with("DescribeBackupJobOutput { "), "{nine}");
    assert_eq!(nine, run("nine_reqwest"));
    let glue = run("glue_ureq");
    assert!(glue.ends_with(" jobs\n"), "{glue}");
    assert_eq!(glue, run("glue_reqwest"));
}

/// The glue code in the examples without an emitted client, from credentials to response, in lines.
#[test]
fn glue_code_is_short() {
    for example in ["glue_ureq", "glue_reqwest"] {
        let text = tests::read(&format!("tests/sending/examples/{example}.rs"));
        let glue = text.split("/// Signs").nth(1).unwrap().split("fn main").next().unwrap();
        let is_code = |line: &&str| !line.is_empty() && !line.trim_start().starts_with("//");
        let lines = glue.lines().skip(1).filter(is_code).count();
        assert!(lines <= 42, "{example}: {lines}");
    }
}

#[test]
fn rejects_unknown_client() {
    let folder = scratch("sending-refused");
    let manifest = |client: &str, name: &str| {
        format!(
            "[[output]]\npath = \"aws\"\nclient = \"{client}\"\n\n[[output.service]]\nname = \"{name}\"\nmodel = \"m\"\noperations = \"all\"\n"
        )
    };
    write(&folder.join("codegen.toml"), &manifest("curl", "a"));
    let said = shown(&xtask(&folder, &["codegen"]));
    assert!(said.contains("`curl`") && said.contains("`ureq` or `reqwest`"), "{said}");
    write(&folder.join("codegen.toml"), &manifest("ureq", "client"));
    let said = shown(&xtask(&folder, &["codegen"]));
    assert!(said.contains("the module `client` is what all services share"), "{said}");
    let args = ["codegen", "--model", "m", "--operations", "all", "--out", "x", "--client", "curl"];
    let said = shown(&xtask(&folder, &args));
    assert!(said.contains("`curl`") && said.contains("`ureq` or `reqwest`"), "{said}");
}
