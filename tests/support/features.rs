//! The workspace of the generated crates of `tests/features`, and of the tests that use them.

use std::fmt::Write;
use std::path::PathBuf;

use crate::cargo::{copy, scratch, write};
use crate::{read, repository, xtask};

/// The features with their operations.
pub const FEATURES: &[(&str, &str)] = &[
    ("accept_header", "all"),
    ("attribute_values", "all"),
    ("aws_json", "all"),
    ("boxed_members", "all"),
    ("cbor", "all"),
    ("constructors", "all"),
    ("copies", "all"),
    ("deprecated", "all"),
    ("documentation", "all"),
    ("ec2", "all"),
    ("endpoint_params", "all"),
    ("endpoints", "all"),
    ("errors", "all"),
    ("events", "all"),
    ("events_rpc", "all"),
    ("first_page", "all"),
    ("headers", "all"),
    ("host_of_member", "all"),
    ("hostile_text", "all"),
    ("hosts", "all"),
    ("json_body", "all"),
    ("left_out", "all"),
    ("names", "all"),
    ("no_members", "all"),
    ("oauth_errors", "all"),
    ("paging", "all"),
    ("path_and_query", "all"),
    ("payloads", "all"),
    ("query", "all"),
    ("query_as_form", "all"),
    ("query_maps", "all"),
    ("recursion", "all"),
    ("rest_xml", "all"),
    ("rest_xml_smithy", "all"),
    ("s3", "all"),
    ("s3_control", "all"),
    ("sensitive", "all"),
    ("shared_shapes", "CreateGoat,GetHerd,GetHerds"),
    ("smithy", "all"),
    ("sparse", "all"),
    ("tokens", "all"),
    ("tree_hash", "all"),
    ("unions", "all"),
    ("waiting", "all"),
];

/// The features whose types have a serde form for `tests/properties`.
const WITH_SERDE: &[&str] = &[
    "aws_json",
    "headers",
    "hosts",
    "no_members",
    "path_and_query",
    "query",
    "query_maps",
    "recursion",
    "rest_xml",
    "sparse",
    "unions",
];

/// The features whose tests and fake responses are reviewed, one for each protocol. `tests/suite/modules.rs` has those of all
/// features.
pub const WITH_PROOF: &[&str] = &["aws_json", "cbor", "ec2", "headers", "query", "rest_xml", "s3"];

/// Generates a crate for each feature, and two packages with tests: `usages` has every `usage.rs` as a module of one
/// test, and `properties` is `tests/properties`.
///
/// # Panics
///
/// Panics if a crate cannot be generated.
#[must_use]
pub fn lay_out(name: &str) -> PathBuf {
    let workspace = scratch(name);
    copy(&repository("tests/properties"), &workspace.join("properties"));
    let (mut dependencies, mut modules) = (String::new(), String::new());
    for (name, operations) in FEATURES {
        let (model, folder) = (model_of(name), workspace.join(name));
        let out = folder.to_string_lossy();
        let mut args =
            vec!["codegen", "--model", &model, "--operations", operations, "--out", &out];
        args.extend(WITH_SERDE.contains(name).then_some("--serde"));
        let has_proof = WITH_PROOF.contains(name);
        args.extend(has_proof.then_some(["--proof", "--testing"]).into_iter().flatten());
        let ran = xtask(&repository(""), &args);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        let usage = read(&format!("tests/features/{name}/usage.rs"));
        write(&workspace.join(format!("usages/tests/usages/{name}.rs")), &usage);
        let features = if has_proof { ", features = [\"testing\"]" } else { "" };
        writeln!(dependencies, "{name} = {{ path = \"../{name}\"{features} }}")
            .expect("memory is writable");
        writeln!(modules, "mod {name};").expect("memory is writable");
    }
    write(&workspace.join("usages/Cargo.toml"), &(USAGES.to_owned() + &dependencies));
    write(&workspace.join("usages/src/lib.rs"), "");
    write(&workspace.join("usages/tests/usages/main.rs"), &modules);
    // A test of its own, because a process with other threads must not fork.
    write(&workspace.join("usages/tests/fork.rs"), &read("tests/features/tokens/fork.rs"));
    let members = FEATURES.iter().map(|(name, _)| *name).chain(["properties", "usages"]);
    let members: Vec<String> = members.map(|name| format!("\"{name}\"")).collect();
    let manifest = format!("[workspace]\nresolver = \"2\"\nmembers = [{}]\n", members.join(", "));
    write(&workspace.join("Cargo.toml"), &manifest);
    workspace
}

const USAGES: &str = r#"[package]
name = "usages"
version = "0.0.0"
edition = "2021"

[dev-dependencies]
http = "1"
serde_json = "1"
"#;

/// The model of a feature: its file, or its folder if there are paginators or waiters.
fn model_of(name: &str) -> String {
    let folder = format!("tests/features/{name}");
    let has = |file: &str| repository(&format!("{folder}/{file}")).exists();
    if has("paginators-1.json") || has("waiters-2.json") {
        folder
    } else {
        format!("{folder}/model.json")
    }
}
