//! `cargo lab conformance`: passing cases, failing cases, and files without cases.

use std::path::Path;

use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::survey;
use tests::cargo::{scratch, write};
use tests::{read, repository, shown, smithy_model};

use crate::lab;

/// A folder that acts as a repository root, so that builds of different tests do not share files.
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
fn runs_botocore_suites_and_shows_failures() {
    let folder = root("conformance/suites");
    let (requests, replies) = (suite("requests.json"), suite("replies.json"));
    let args = ["conformance", "--suite", &requests, "--suite", &replies];
    let shown = shown(&lab(&folder, &args));
    let shown = shown.replace(&suite(""), "");
    insta::assert_snapshot!(shown);
}

#[test]
fn runs_smithy_suite_and_shows_failures() {
    let folder = root("conformance/smithy");
    let [stables, compatible, glacier] =
        ["stables.json", "smithy/awsJson1_0QueryCompatible.json", "smithy/glacier.json"].map(suite);
    let run = |files: &[&String]| {
        let suites = files.iter().flat_map(|file| ["--suite", file.as_str()]);
        let args: Vec<&str> = ["conformance"].into_iter().chain(suites).collect();
        shown(&lab(&folder, &args)).replace(&suite(""), "")
    };
    insta::assert_snapshot!([run(&[&stables]), run(&[&compatible, &glacier])].join("\n"));
}

#[test]
fn rejects_smithy_suite_of_unsupported_protocol() {
    let folder = root("conformance/protocols");
    let files = std::fs::read_dir(repository("tests/suites/smithy")).unwrap();
    let mut names: Vec<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "json"));
    names.sort();
    assert_eq!(names.len(), 17);
    let mut refused = Vec::new();
    for name in names {
        let path = format!("tests/suites/smithy/{name}");
        let files = ModelFiles::only(Source::new(&*path, read(&path)));
        // The only model whose protocol has generated types.
        let survey = survey(&files);
        assert!(survey.is_ok() || name == "rpcv2Json.json", "{name} is not a model");
        if !survey.is_ok_and(|of| of.values().any(Result::is_ok)) {
            let ran = lab(&folder, &["conformance", "--suite", &suite(&format!("smithy/{name}"))]);
            let first = ran.err.lines().next().unwrap_or_default();
            refused.push(format!("{name}: exit {}, {first}", ran.code));
        }
    }
    insta::assert_snapshot!(refused.join("\n"));
}

#[test]
fn nine_operations_pass_both_corpora() {
    let folder = root("conformance/nine");
    let path = |path: &str| repository(path).display().to_string();
    let ran = lab(
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

/// Smithy's model omits the trailing slash of five paths, which the recorded requests have.
#[test]
fn nine_operations_of_smithy_pass_both_corpora() {
    let Some(smithy) = smithy_model("backup-2018-11-15.json.gz") else { return };
    let folder = root("conformance/smithy-nine");
    let path = |path: &str| repository(path).display().to_string();
    let ran = lab(
        &folder,
        &[
            "conformance",
            "--model",
            &smithy.display().to_string(),
            "--requests",
            &path("tests/wire/requests_nine.jsonl"),
            "--responses",
            &path("tests/wire/responses_nine.jsonl"),
        ],
    );
    let mut lines = ran.out.lines();
    let mut slashes = 0;
    while let Some(line) = lines.by_ref().find(|line| line.trim_start().starts_with("expected ")) {
        let expected = line.trim_start().trim_start_matches("expected ");
        let got = lines.next().unwrap_or_default().trim_start().trim_start_matches("got").trim();
        let (path, query) = expected.split_at(expected.find('?').unwrap_or(expected.len()));
        assert_eq!(format!("{}{query}", path.trim_end_matches('/')), got);
        slashes += 1;
    }
    assert!(ran.out.ends_with("\n824 passed, 187 failed, 0 skipped\n"), "{}", shown(&ran));
    assert_eq!(slashes, 187);
}

#[test]
fn corpus_of_another_service_fails() {
    let folder = root("conformance/other");
    let lines = [
        r#"{"service":"s","operation":"GetHerd","case":1,"class":"plain","input":{"name":"a"},"request":{"method":"GET","path":"/herds/b","query":"","headers":{},"body":null}}"#,
        r#"{"service":"s","operation":"Nonsense","case":2,"class":"plain","input":{},"request":{"method":"GET","path":"/","query":"","headers":{},"body":null}}"#,
        r#"{"service":"s","operation":"GetHerd","case":3,"class":"valid","response":{"status":200,"headers":{},"body":"{}"},"expected":{"ok":{"size":1}}}"#,
    ];
    write(&folder.join("lines.jsonl"), &lines.join("\n"));
    let model = repository("tests/features/shared_shapes").display().to_string();
    let file = Path::new(&model).join("model.json").display().to_string();
    let ran = lab(&folder, &["conformance", "--model", &file, "--requests", "lines.jsonl"]);
    insta::assert_snapshot!(shown(&ran).replace(&model, "shared_shapes"));
}

#[test]
fn rejects_files_without_cases() {
    let folder = root("conformance/bad");
    write(&folder.join("object.json"), "{}");
    write(
        &folder.join("query.json"),
        r#"[{"description":"d","metadata":{"protocol":"query"},"cases":[]}]"#,
    );
    write(&folder.join("lines.jsonl"), "{\"operation\":\"A\",\"case\":1}\nno\n");
    let stables = read("tests/suites/stables.json");
    write(&folder.join("misspelt.json"), &stables.replace("forbidHeaders", "forbidHeader"));
    let other =
        stables.replace("aws.protocols#restJson1\": {}", "smithy.protocols#rpcv2Json\": {}");
    write(&folder.join("other.json"), &other);
    write(&folder.join("model.json"), &read("tests/smithy/stables.smithy.json"));
    write(&folder.join("broken.json"), "{ \"smithy\": \"2.0\", \"shapes\": [] }");
    let model = repository("models/backup/2018-11-15").display().to_string();
    let run = |args: &[&str]| shown(&lab(&folder, &[&["conformance"], args].concat()));
    insta::assert_snapshot!(
        [
            run(&[]),
            run(&["--suite", "object.json"]),
            run(&["--suite", "query.json"]),
            run(&["--suite", "nothing.json"]),
            run(&["--suite", "lines.jsonl"]),
            run(&["--suite", "broken.json"]),
            run(&["--suite", "model.json"]),
            run(&["--suite", "misspelt.json"]),
            run(&["--suite", "other.json", "--suite", "object.json"]),
            run(&["--model", &model]),
            run(&["--model", &model, "--requests", "lines.jsonl"]),
        ]
        .join("\n")
        .replace(&model, "MODEL")
    );
}
