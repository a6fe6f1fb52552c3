//! Tests of a user with the fake responses of outputs.

use std::path::PathBuf;
use std::sync::LazyLock;

use tests::cargo::{cargo, fetch};
use tests::users;

/// The user's repository.
static USER: LazyLock<PathBuf> = LazyLock::new(|| {
    let user = users::fakes();
    fetch(&user);
    user
});

#[test]
fn clients_take_fake_responses() {
    let user = &*USER;
    // The outputs have tests of their own, which read fake responses, too.
    let printed = cargo(user, &["test", "--quiet", "--workspace", "--all-features"]);
    assert!(printed.matches("test result: ok").count() >= 3, "{printed}");
    let lints = ["--", "--deny", "warnings", "--warn", "clippy::pedantic"];
    let clippy = ["clippy", "--quiet", "--package", "stables"];
    cargo(user, &[&clippy[..], &lints].concat());
    cargo(user, &[&clippy[..], &["--all-features"], &lints].concat());
}

/// A build without the feature has none of the code.
#[test]
fn builds_without_tests_have_no_fakes() {
    let user = &*USER;
    let info = user.join("stables.d");
    let emit = format!("--emit=dep-info={}", info.display());
    cargo(user, &["rustc", "--quiet", "--package", "stables", "--lib", "--", &emit]);
    let text = std::fs::read_to_string(info).unwrap();
    assert!(text.contains("client/fakes.rs"), "{text}");
    for path in ["client/fake.rs", "runtime/fakes", "src/testing.rs", "backup/fakes"] {
        assert!(!text.contains(path), "{path} in {text}");
    }
}
