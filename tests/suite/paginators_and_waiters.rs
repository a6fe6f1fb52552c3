//! Mistakes in paginators and waiters, and the diagnostics with their places.

use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{Layers, ModelFiles};
use farrier_codegen::{Layout, Request, Selection, generate};
use tests::cargo::{scratch, write};
use tests::{plain_renderer, read, xtask};

/// The errors for a model of `tests/features` after an edit of its paginators or waiters.
fn errors(feature: &str, beside: &str, from: &str, to: &str) -> String {
    let folder = format!("tests/features/{feature}");
    let text = read(&format!("{folder}/{beside}"));
    assert_eq!(text.matches(from).count(), 1, "{from}");
    let mut files =
        ModelFiles::only(Source::new("service-2.json", read(&format!("{folder}/model.json"))));
    let layers = Layers::only(Source::new(beside, text.replace(from, to)));
    match beside {
        "waiters-2.json" => files.waiters = Some(layers),
        _ => files.paginators = Some(layers),
    }
    let request = Request::new("model", files, Selection::All);
    let made = generate(&Layout::Crate("made".to_owned()), &[request]);
    made.map_or_else(|errors| errors.render(&plain_renderer()), |_| "no error".to_owned())
}

fn paging_errors(from: &str, to: &str) -> String {
    errors("paging", "paginators-1.json", from, to)
}

fn waiting_errors(from: &str, to: &str) -> String {
    errors("waiting", "waiters-2.json", from, to)
}

#[test]
fn rejects_paginator_with_unknown_member() {
    insta::assert_snapshot!(paging_errors(
        r#""input_token": "startAfter""#,
        r#""input_token": "after""#
    ));
    insta::assert_snapshot!(paging_errors("fence.posts[-1].id", "fence.postes[-1].id"));
    insta::assert_snapshot!(paging_errors(r#""fence.hasMore""#, r#""fence.posts.hasMore""#));
    insta::assert_snapshot!(paging_errors("fence.posts[-1].id", "fence.posts[-1"));
    insta::assert_snapshot!(paging_errors(r#""output_token": "nextPage","#, ""));
}

#[test]
fn rejects_waiter_with_invalid_matcher() {
    let gone = r#""matcher": "path", "argument": "isClean", "expected": false"#;
    let gone_wrong = r#""matcher": "path", "argument": "isCleen", "expected": false"#;
    insta::assert_snapshot!(waiting_errors(gone, gone_wrong));
    insta::assert_snapshot!(waiting_errors(r#""expected": 500"#, r#""expected": 5000"#));
    insta::assert_snapshot!(waiting_errors(r#""delay": 5"#, r#""delay": "long""#));
    insta::assert_snapshot!(waiting_errors(gone, r#""matcher": "path", "expected": false"#));
}

#[test]
fn shows_the_start_of_a_long_expression() {
    let text = read("tests/features/left_out/waiters-2.json");
    let text = text.replace("keys(Horses)", &"(".repeat(1500));
    let model = read("tests/features/left_out/model.json");
    let files = ModelFiles {
        waiters: Some(Layers::only(Source::new("waiters-2.json", text))),
        ..ModelFiles::only(Source::new("service-2.json", model))
    };
    let request = Request::new("model", files, Selection::All);
    let made = generate(&Layout::Crate("made".to_owned()), &[request]).unwrap();
    let waiters = made["src/waiters.rs"].replace("\n//! ", " ");
    let shown = format!("`{}…` uses an expression of over 256 tokens", "(".repeat(200));
    assert!(waiters.contains(&shown), "{waiters}");
}

#[test]
fn rejects_paginator_of_unknown_operation() {
    insta::assert_snapshot!(paging_errors(r#""ListHerds": {"#, r#""ListHerd": {"#));
}

#[test]
fn limit_key_must_be_a_number() {
    let with =
        |key: &str, limit: &str| paging_errors(key, &format!(r#"{key}, "limit_key": {limit}"#));
    let of_map = r#""result_key": ["blades", "count"]"#;
    insta::assert_snapshot!(with(of_map, r#""form""#));
    insta::assert_snapshot!(with(of_map, r#""from""#));
    insta::assert_snapshot!(with(of_map, r#"["from"]"#));
    assert_eq!(with(r#""result_key": "tags""#, r#""page""#), "no error");
}

#[test]
fn rejects_waiter_of_unknown_operation() {
    let waiter = r#""StableOpen": {
      "operation": "DescribeStable""#;
    let asks = |operation: &str| {
        let (name, _) = waiter.split_once(" {").unwrap();
        waiting_errors(waiter, &format!("{name} {{\n      {operation}"))
    };
    insta::assert_snapshot!(asks(r#""operation": "DescribeStables""#));
    insta::assert_snapshot!(asks(r#""description": "it asks nothing""#));
}

#[test]
fn rejects_waiter_without_attempts_or_acceptors() {
    insta::assert_snapshot!(waiting_errors(r#""maxAttempts": 3"#, r#""maxAttempts": 0"#));
    let text = read("tests/features/waiting/waiters-2.json");
    let (_, acceptors) = text.rsplit_once(r#""acceptors": "#).unwrap();
    let (acceptors, _) = acceptors.split_once("      ]").unwrap();
    insta::assert_snapshot!(waiting_errors(&format!("{acceptors}      ]"), "[]"));
    insta::assert_snapshot!(waiting_errors(
        r#""expected": "BURNT_DOWN", "state": "failure" },
        { "matcher": "error""#,
        r#""expected": "BURNT_DOWN", "state": "fail" },
        { "matcher": "error""#
    ));
}

#[test]
fn rejects_unknown_file_version() {
    insta::assert_snapshot!(waiting_errors(r#""version": 2,"#, r#""version": 3,"#));
    let pagination = r#""pagination": {"#;
    let versioned = |version: &str| paging_errors(pagination, &format!("{version}, {pagination}"));
    insta::assert_snapshot!(versioned(r#""version": "2.0""#));
    assert_eq!(versioned(r#""version": "1.0""#), "no error");
}

/// Services return values that their enums lack, and waiters rely on them.
#[test]
fn accepts_waiter_with_unknown_enum_value() {
    let made = waiting_errors(r#""expected": "CLOSED""#, r#""expected": "SOLD""#);
    assert_eq!(made, "no error");
}

#[test]
fn omitted_waiter_leaves_a_note_and_no_import() {
    let folder = scratch("waiters/omitted");
    write(&folder.join("model/service-2.json"), &read("tests/features/waiting/model.json"));
    // The name has characters that would clear a terminal, and turn its text around.
    let waiters = r#"{ "version": 2, "waiters": { "Odd\u001b[2J\u202eOne": {
        "operation": "DescribeStable", "delay": 1, "maxAttempts": 1,
        "acceptors": [{ "state": "success", "matcher": "path", "expected": true, "argument": "keys(stable)" }]
    } } }"#;
    write(&folder.join("model/waiters-2.json"), waiters);
    let args = ["codegen", "--model", "model", "--operations", "all", "--out", "stable"];
    let ran = xtask(&folder, &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Odd\u{fffd}[2J\u{fffd}One"), "{}", ran.out);
    assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{}", ran.out);
    let waiters = std::fs::read_to_string(folder.join("stable/src/waiters.rs")).unwrap();
    assert!(!waiters.contains("use ") && waiters.contains("is not generated"), "{waiters}");
}
