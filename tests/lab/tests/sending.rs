//! Real HTTP calls to a local server, through the emitted clients and with handwritten glue code.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use tests::cargo::{cargo, fetch};
use tests::{repository, users};

/// The user's repository.
static USER: LazyLock<PathBuf> = LazyLock::new(|| {
    let user = users::sending();
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

/// Features of `ureq` that another crate enables must not change responses silently.
#[test]
fn ureq_client_does_not_decompress_silently() {
    let args = ["test", "--quiet", "--features", "gzip", "--test", "by_ureq", "decompressed"];
    let printed = cargo(user(), &args);
    assert!(printed.contains("1 passed"), "{printed}");
}

#[test]
fn reqwest_client_sends_and_reads() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "by_reqwest"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn clients_take_credentials_from_the_environment() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "from_env"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn clients_take_bearer_tokens_from_the_environment() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "tokens_from_env"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn clients_take_the_compression_from_the_environment() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "compression_from_env"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn clients_take_settings_of_s3_from_the_environment() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "s3_from_env"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn clients_show_no_secret_of_the_environment() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "secrets_from_env"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn identity_center_is_called_like_generated_operations() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "identity_center"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn roles_are_assumed_like_generated_operations() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "roles"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn requests_to_several_regions_have_their_signature() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "several_regions"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn long_list_uses_memory_of_one_page() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "memory"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn streams_use_little_memory() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "memory_of_streams"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn large_reply_uses_memory_of_its_values() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "large_reply"]);
    assert!(printed.contains("0 failed"), "{printed}");
}

#[test]
fn clients_pass_clippy_and_rustdoc() {
    for package in ["with-ureq", "with-reqwest", "without-tls", "several-regions"] {
        let lints = ["--", "--deny", "warnings", "--warn", "clippy::pedantic"];
        cargo(user(), &[&["clippy", "--quiet", "--package", package][..], &lints].concat());
        cargo(user(), &["doc", "--quiet", "--package", package, "--no-deps"]);
    }
}

#[test]
fn outputs_have_one_crypto_library_or_none() {
    let libraries = ["aws-lc-rs", "hmac", "openssl", "ring", "sha2"];
    for (package, wanted) in [
        ("with-ureq", &["ring"][..]),
        ("with-reqwest", &["ring"]),
        ("without-tls", &[]),
        ("backup", &[]),
    ] {
        let args = [
            "tree",
            "--package",
            package,
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ];
        let tree = cargo(user(), &args);
        let crates: BTreeSet<&str> =
            tree.lines().filter_map(|line| line.split(' ').next()).collect();
        let found: Vec<&str> = libraries.into_iter().filter(|name| crates.contains(name)).collect();
        assert_eq!(found, wanted, "{package}: {tree}");
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
