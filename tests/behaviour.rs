//! What a model says wrongly of paging and waiting, and where.

use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{Layers, ModelFiles};
use farrier_codegen::{Layout, Request, Selection, generate};
use tests::{plain_renderer, read};

/// The errors for a model of the features, with another file beside it.
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
    made.map_or_else(|errors| errors.render(&plain_renderer()), |_| "it is generated".to_owned())
}

fn of_paging(from: &str, to: &str) -> String {
    errors("paging", "paginators-1.json", from, to)
}

fn of_waiting(from: &str, to: &str) -> String {
    errors("waiting", "waiters-2.json", from, to)
}

#[test]
fn a_paginator_names_what_is_there() {
    insta::assert_snapshot!(of_paging(
        r#""input_token": "startAfter""#,
        r#""input_token": "after""#
    ));
    insta::assert_snapshot!(of_paging("fence.posts[-1].id", "fence.postes[-1].id"));
    insta::assert_snapshot!(of_paging(r#""fence.hasMore""#, r#""fence.posts.hasMore""#));
    insta::assert_snapshot!(of_paging("fence.posts[-1].id", "fence.posts[-1"));
    insta::assert_snapshot!(of_paging(r#""output_token": "nextPage","#, ""));
}

#[test]
fn a_waiter_names_what_is_there() {
    let gone = r#""matcher": "path", "argument": "isClean", "expected": false"#;
    let gone_wrong = r#""matcher": "path", "argument": "isCleen", "expected": false"#;
    insta::assert_snapshot!(of_waiting(gone, gone_wrong));
    insta::assert_snapshot!(of_waiting(r#""expected": 500"#, r#""expected": 5000"#));
    insta::assert_snapshot!(of_waiting(r#""delay": 5"#, r#""delay": "long""#));
    insta::assert_snapshot!(of_waiting(gone, r#""matcher": "path", "expected": false"#));
}
