//! The generated crates of `tests/features`: their documentation. `tests/suite/features.rs` compiles and tests them.

use tests::cargo::cargo;
use tests::features::lay_out;

#[test]
fn doctests_pass_and_rustdoc_has_no_warnings() {
    let workspace = lay_out("features");
    cargo(&workspace, &["test", "--workspace", "--quiet", "--doc"]);
    cargo(&workspace, &["doc", "--workspace", "--no-deps", "--quiet"]);
}
