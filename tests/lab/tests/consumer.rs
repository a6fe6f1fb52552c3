//! The benches of `tests/consumer`. `tests/suite/consumer.rs` runs everything else there.

use tests::cargo::{cargo, fetch};
use tests::users;

#[test]
fn benches_compile() {
    let user = users::consumer();
    fetch(&user);
    cargo(&user, &["check", "--quiet", "--benches", "--features", "benches"]);
}
