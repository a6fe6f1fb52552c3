//! A user's program vendors the generated crate with `cp -r` and calls all nine operations.

use tests::cargo::{cargo, copy, scratch};
use tests::repository;

#[test]
fn the_crate_is_copied_into_another_repository_and_used() {
    let user = scratch("consumer");
    copy(&repository("tests/consumer"), &user);
    copy(&repository("generated/backup"), &user.join("vendor/backup"));
    cargo(&user, &["run", "--quiet"]);
}
