//! The example repository, built as in a checkout.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tests::cargo::cargo;
use tests::{repository, users};

/// A checkout with a built xtask.
static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
    let example = users::example("built");
    cargo(&example, &["xtask", "codegen", "--check"]);
    example
});

#[test]
fn example_xtask_check_passes() {
    let said = cargo(&BUILT, &["xtask", "codegen", "--check"]);
    assert_eq!(tests::without_sizes(&said), "night-watch/src/aws is up to date (N files)\n");
    let help = cargo(&BUILT, &["xtask", "--help"]);
    assert!(help.contains("cargo xtask codegen --check"), "{help}");
}

#[test]
fn example_program_runs_and_lints_clean() {
    let example = &*BUILT;
    cargo(example, &["fmt", "--package", "night-watch", "--package", "xtask", "--check"]);
    cargo(example, &["clippy", "--quiet", "--workspace", "--all-targets"]);
    cargo(example, &["build", "--quiet", "--package", "night-watch"]);
    let reply = r#"{"BackupJobs": [{"ResourceName": "ledger", "StatusMessage": "no space"}, {}]}"#;
    let program = repository("target/tests/build/debug/night-watch");
    let printed = piped(&program, reply);
    insta::assert_snapshot!(printed, @r"
    GET https://backup.eu-west-1.amazonaws.com/backup-jobs/?maxResults=100&state=FAILED
    ledger: no space
    a resource without a name: no reason given
    2 failed
    ");
}

fn piped(program: &Path, input: &str) -> String {
    use std::io::Write;
    use std::process::Stdio;
    let mut child =
        Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}
