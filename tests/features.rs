//! One small model per feature: a snapshot of the generated code, which is also compiled and tested.
//! `features/<name>/model.json` is the model, and `usage.rs` becomes a test of the generated crate. The package
//! `properties` has property tests for some of the types.

use std::fmt::Write;
use std::path::Path;

use tests::cargo::{cargo, copy, scratch, write};
use tests::{read, repository, xtask};

/// The cases with their operations.
const FEATURES: &[(&str, &str)] = &[
    ("aws_json", "all"),
    ("deprecated", "all"),
    ("documentation", "all"),
    ("endpoints", "all"),
    ("errors", "all"),
    ("headers", "all"),
    ("hostile_text", "all"),
    ("hosts", "all"),
    ("json_body", "all"),
    ("names", "all"),
    ("no_members", "all"),
    ("paging", "all"),
    ("path_and_query", "all"),
    ("payloads", "all"),
    ("query_maps", "all"),
    ("recursion", "all"),
    ("sensitive", "all"),
    ("shared_shapes", "CreateGoat,GetHerd,GetHerds"),
    ("smithy", "all"),
    ("sparse", "all"),
    ("tokens", "all"),
    ("unions", "all"),
    ("waiting", "all"),
];

/// The cases whose types have a serde form for `properties`.
const WITH_SERDE: &[&str] = &[
    "aws_json",
    "headers",
    "hosts",
    "no_members",
    "path_and_query",
    "query_maps",
    "recursion",
    "sparse",
    "unions",
];

#[test]
fn features_generate_compile_and_work() {
    let workspace = scratch("features");
    copy(&repository("tests/properties"), &workspace.join("properties"));
    let members = FEATURES.iter().map(|(name, _)| *name).chain(["properties"]);
    let members: Vec<String> = members.map(|name| format!("\"{name}\"")).collect();
    let manifest = format!("[workspace]\nresolver = \"2\"\nmembers = [{}]\n", members.join(", "));
    write(&workspace.join("Cargo.toml"), &manifest);
    for (name, operations) in FEATURES {
        let model = model_of(name);
        let folder = workspace.join(name);
        let out = folder.to_string_lossy();
        let mut args =
            vec!["codegen", "--model", &model, "--operations", operations, "--out", &out];
        args.extend(WITH_SERDE.contains(name).then_some("--serde"));
        let ran = xtask(&repository(""), &args);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        insta::assert_snapshot!(*name, generated(&folder));
        has_only_tables_that_it_uses(&folder);
        write(&folder.join("tests/usage.rs"), &read(&format!("tests/features/{name}/usage.rs")));
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let manifest = format!("{manifest}\n[dev-dependencies]\nserde_json = \"1\"\n");
        write(&folder.join("Cargo.toml"), &manifest);
    }
    cargo(&workspace, &["test", "--workspace", "--quiet"]);
    cargo(&workspace, &["doc", "--workspace", "--no-deps", "--quiet"]);
}

/// Checks that an operation has a codec table only if it reads or writes a body with the table.
fn has_only_tables_that_it_uses(folder: &Path) {
    for entry in std::fs::read_dir(folder.join("src/operations")).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        let has = |text: &str| source.contains(text);
        let uses = [
            ("json::decode! {", has(".json()")),
            ("json::encode! {", has("request.json(self)") || has("aws_json::request(")),
        ];
        for (table, is_used) in uses {
            assert_eq!(has(table), is_used, "{}: {table}", path.display());
        }
    }
}

#[test]
fn every_folder_is_a_case() {
    let folders = std::fs::read_dir(repository("tests/features")).unwrap();
    let mut folders: Vec<String> =
        folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    folders.sort();
    assert_eq!(folders, FEATURES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

/// The model of a case: its file, or its folder if there are paginators or waiters.
fn model_of(name: &str) -> String {
    let folder = format!("tests/features/{name}");
    let has = |file: &str| repository(&format!("{folder}/{file}")).exists();
    if has("paginators-1.json") || has("waiters-2.json") {
        folder
    } else {
        format!("{folder}/model.json")
    }
}

/// The generated files that depend on the model, in one text.
fn generated(folder: &Path) -> String {
    let mut text = String::new();
    let files = |part: &str| {
        let entries = std::fs::read_dir(folder.join(part)).into_iter().flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let waiters = Some(folder.join("src/waiters.rs")).filter(|path| path.exists());
    for paths in [files("src/operations"), files("src/types"), Vec::from_iter(waiters)] {
        for path in paths {
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            let source = std::fs::read_to_string(&path).unwrap();
            let source = source.split_once("\n\n").unwrap().1;
            writeln!(text, "──── {name}\n{source}").unwrap();
        }
    }
    text
}
