//! `cargo xtask conformance`: what passes passes, what fails is shown, and what is no file of cases is refused.

use std::path::Path;

use tests::cargo::{scratch, write};
use tests::{read, repository, shown, xtask};

/// A folder that is the root of a user's repository, so that builds of one test are not those of another.
fn root(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    write(&folder.join("Cargo.lock"), &read("Cargo.lock"));
    write(&folder.join("codegen.toml"), "");
    folder
}

fn suite(name: &str) -> String {
    repository("tests/suites").join(name).display().to_string()
}

#[test]
fn suites_run_and_what_fails_is_shown() {
    let folder = root("conformance/suites");
    let (requests, replies) = (suite("requests.json"), suite("replies.json"));
    let args = ["conformance", "--suite", &requests, "--suite", &replies];
    let shown = shown(&xtask(&folder, &args));
    let shown = shown.replace(&suite(""), "");
    insta::assert_snapshot!(shown);
}

#[test]
fn both_corpora_of_the_nine_operations_pass() {
    let folder = root("conformance/nine");
    let path = |path: &str| repository(path).display().to_string();
    let ran = xtask(
        &folder,
        &[
            "conformance",
            "--model",
            &path("models/backup/2018-11-15"),
            "--changes",
            &path("models/backup/changes/2023-02-08.json"),
            "--requests",
            &path("tests/wire/requests_nine.jsonl"),
            "--responses",
            &path("tests/wire/responses_nine.jsonl"),
        ],
    );
    assert_eq!(shown(&ran), "exit 0\n1011 passed, 0 failed, 0 skipped\n");
}

#[test]
fn a_corpus_of_another_service_fails_line_by_line() {
    let folder = root("conformance/other");
    let lines = [
        r#"{"service":"s","operation":"GetHerd","case":1,"class":"plain","input":{"name":"a"},"request":{"method":"GET","path":"/herds/b","query":"","headers":{},"body":null}}"#,
        r#"{"service":"s","operation":"Nonsense","case":2,"class":"plain","input":{},"request":{"method":"GET","path":"/","query":"","headers":{},"body":null}}"#,
        r#"{"service":"s","operation":"GetHerd","case":3,"class":"valid","response":{"status":200,"headers":{},"body":"{}"},"expected":{"ok":{"size":1}}}"#,
    ];
    write(&folder.join("lines.jsonl"), &lines.join("\n"));
    let model = repository("tests/features/shared_shapes").display().to_string();
    let file = Path::new(&model).join("model.json").display().to_string();
    let ran = xtask(&folder, &["conformance", "--model", &file, "--requests", "lines.jsonl"]);
    insta::assert_snapshot!(shown(&ran).replace(&model, "shared_shapes"));
}

#[test]
fn what_is_no_file_of_cases_is_refused() {
    let folder = root("conformance/bad");
    write(&folder.join("object.json"), "{}");
    write(
        &folder.join("query.json"),
        r#"[{"description":"d","metadata":{"protocol":"query"},"cases":[]}]"#,
    );
    write(&folder.join("lines.jsonl"), "{\"operation\":\"A\",\"case\":1}\nno\n");
    let model = repository("models/backup/2018-11-15").display().to_string();
    let run = |args: &[&str]| shown(&xtask(&folder, &[&["conformance"], args].concat()));
    insta::assert_snapshot!(
        [
            run(&[]),
            run(&["--suite", "object.json"]),
            run(&["--suite", "query.json"]),
            run(&["--suite", "nothing.json"]),
            run(&["--model", &model]),
            run(&["--model", &model, "--requests", "lines.jsonl"]),
        ]
        .join("\n")
        .replace(&model, "MODEL")
    );
}
