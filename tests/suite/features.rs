//! One small model per feature: the generated code is reviewed, compiled and tested.
//!
//! `features/<name>/model.json` is the model, `generated` has the reviewed code, and `usage.rs` tests the generated
//! crate. The package `properties` has property tests for some of the types.

use std::collections::BTreeMap;
use std::path::Path;

use tests::cargo::cargo;
use tests::features::{FEATURES, lay_out};
use tests::{assert_reviewed, repository};

#[test]
fn all_of_it_compiles_without_a_warning_and_works() {
    let workspace = lay_out("features");
    for (name, _) in FEATURES {
        let folder = workspace.join(name);
        assert_reviewed(&format!("tests/features/{name}/generated"), &generated(&folder));
        has_only_used_codec_tables(&folder);
    }
    let tests = ["--test", "usages", "--test", "generated_types", "--test", "fork"];
    let printed = cargo(&workspace, &[&["test", "--quiet"], &tests[..]].concat());
    assert_eq!(printed.matches("test result: ok").count(), 3, "{printed}");
}

/// Checks that an operation has a codec table only if it reads or writes a body with the table.
fn has_only_used_codec_tables(folder: &Path) {
    for entry in std::fs::read_dir(folder.join("src/operations")).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        let has = |text: &str| source.contains(text);
        let uses = [
            ("json::decode! {", has(".json()")),
            ("json::encode! {", has("request.json(self)") || has("aws_json::request(")),
            ("xml::decode! {", [".xml()", ".xml_result(", ".xml_members()"].into_iter().any(has)),
            (
                "xml::encode! {",
                source.split_whitespace().collect::<String>().contains("request.xml("),
            ),
            ("form::encode! {", has("query::request(") || has("ec2::request(")),
            ("cbor::decode! {", has(".cbor()")),
            ("cbor::encode! {", has("rpc_v2_cbor::request(")),
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

/// The generated files that depend on the model, without their header, by path below `src` or, for tests, in the crate.
fn generated(folder: &Path) -> BTreeMap<String, String> {
    let source = folder.join("src");
    let files = |part: &str| {
        let entries = std::fs::read_dir(source.join(part)).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let waiters = Some(source.join("waiters.rs")).filter(|path| path.exists());
    // Other services are a single constant.
    let service = Some(source.join("service.rs"));
    let service = service.filter(|path| std::fs::read_to_string(path).unwrap().contains("fn "));
    let single = waiters.into_iter().chain(service).collect();
    let paths = [files("operations"), files("types"), files("fakes"), single].concat();
    let proof = Some(folder.join("tests/wire.rs")).filter(|path| path.exists());
    let paths = paths.into_iter().chain(proof);
    let named = paths.map(|path| {
        let name = path.strip_prefix(&source).or(path.strip_prefix(folder)).unwrap();
        let name = name.display().to_string().replace('\\', "/");
        let text = std::fs::read_to_string(&path).unwrap();
        (name, text.split_once("\n\n").unwrap().1.to_owned())
    });
    named.collect()
}
