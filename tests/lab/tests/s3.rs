//! `cargo lab s3`: runs recorded calls through generated code, and reports differences as findings. The calls are our own,
//! for the model of `tests/features/s3`; two of them expect another request and another result.

use tests::cargo::scratch;
use tests::{repository, shown};

use crate::lab;

#[test]
fn runs_calls_and_shows_failed_and_skipped_ones() {
    let path = |file: &str| repository(file).display().to_string();
    let (calls, model) =
        (path("tests/lab/tests/s3_calls.jsonl"), path("tests/features/s3/model.json"));
    let ran = lab(&scratch("lab-s3"), &["s3", "--calls", &calls, "--model", &model]);
    insta::assert_snapshot!(shown(&ran).replace(&path(""), ""));
}

#[test]
fn names_a_line_that_is_no_call() {
    let folder = scratch("lab-s3-broken");
    tests::cargo::write(&folder.join("calls.jsonl"), "{\"operation\":\"GetObject\"}\n");
    let ran = shown(&lab(&folder, &["s3", "--calls", "calls.jsonl"]));
    assert!(ran.starts_with("exit 2\n") && ran.contains("calls.jsonl:1"), "{ran}");
    assert!(ran.contains("the line is not a recorded call"), "{ran}");
}
