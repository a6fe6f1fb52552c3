//! A user vendors the generated crate with `cp -r`, and proves it in a workspace of their own.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tests::cargo::{cargo, copy, scratch};
use tests::repository;

/// The user's repository: `tests/consumer`, and in it the vendored crate.
static USER: LazyLock<PathBuf> = LazyLock::new(|| {
    let user = scratch("consumer");
    copy(&repository("tests/consumer"), &user);
    copy(&repository("generated/backup"), &user.join("vendor/backup"));
    user
});

fn user() -> &'static Path {
    &USER
}

#[test]
fn a_program_calls_all_nine_operations_against_canned_replies() {
    let printed = cargo(user(), &["run", "--quiet", "--example", "nine_calls"]);
    assert_eq!(printed, "nine operations answered\n");
}

#[test]
fn every_recorded_request_and_reply_passes() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "wire"]);
    assert!(printed.contains("2 passed"), "{printed}");
}

#[test]
fn every_fact_of_the_published_page_is_there() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "page_facts"]);
    assert!(printed.contains("4 passed"), "{printed}");
}

#[test]
fn another_crate_may_ask_serde_json_for_arbitrary_precision() {
    for features in [&[][..], &["--features", "arbitrary-precision"]] {
        let args = [&["test", "--quiet", "--test", "precision"], features].concat();
        let printed = cargo(user(), &args);
        assert!(printed.contains("1 passed"), "{printed}");
    }
}

#[test]
fn the_examples_in_its_documentation_run_and_rustdoc_has_no_warnings() {
    let printed = cargo(user(), &["test", "--quiet", "--package", "backup"]);
    assert!(printed.contains("1 passed"), "{printed}");
    cargo(user(), &["doc", "--quiet", "--package", "backup", "--no-deps"]);
}

#[test]
fn it_depends_on_http_serde_and_serde_json_alone() {
    let tree = cargo(
        user(),
        &[
            "tree",
            "--package",
            "backup",
            "--depth",
            "1",
            "--prefix",
            "none",
            "--edges",
            "normal,build",
        ],
    );
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["backup", "http", "serde", "serde_json"]);
}
