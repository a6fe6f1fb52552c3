//! Constructors whose arguments keep their types and change their order: `codegen` lists them, and writes nothing.

use std::path::{Path, PathBuf};

use tests::cargo::{edit, scratch, write};
use tests::{Ran, read, shown, xtask};

const MANIFEST: &str = r#"[[output]]
path = "stables"

[[output.service]]
model = "model.json"
operations = "all"
"#;

/// A repository with an up-to-date output, and then a model in which the name of a label is before that of another.
fn project(name: &str) -> PathBuf {
    let project = scratch(&format!("reordered/{name}"));
    write(&project.join("model.json"), &read("tests/features/constructors/model.json"));
    write(&project.join("codegen.toml"), MANIFEST);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    swap_labels(&project);
    project
}

fn swap_labels(project: &Path) {
    edit(&project.join("model.json"), "{stable}/stalls/{Stall}", "{Stall}/stables/{stable}");
}

const REQUEST: &str = "stables/src/operations/move_horse.rs";

fn text(project: &Path, file: &str) -> String {
    std::fs::read_to_string(project.join(file)).unwrap()
}

/// Runs codegen, which must write nothing.
fn refused(project: &Path) -> Ran {
    let before = [REQUEST, "codegen.lock"].map(|file| std::fs::read(project.join(file)).ok());
    let ran = xtask(project, &["codegen"]);
    assert_eq!(
        before,
        [REQUEST, "codegen.lock"].map(|file| std::fs::read(project.join(file)).ok())
    );
    ran
}

#[test]
fn codegen_lists_reordered_constructors_and_writes_nothing() {
    let project = project("listed");
    insta::assert_snapshot!(shown(&refused(&project)));
    let check = shown(&xtask(&project, &["codegen", "--check"]));
    let (report, diff) = check.split_once("\n\n").unwrap();
    let next = diff.lines().last().unwrap();
    insta::assert_snapshot!([report, next].join("\n"));
    let accepted = xtask(&project, &["codegen", "--accept-reordered"]);
    insta::assert_snapshot!(shown(&accepted));
    assert!(text(&project, REQUEST).contains("stall: impl Into<String>,\n        stable: impl"));
    assert_eq!(xtask(&project, &["codegen", "--check"]).code, 0);
}

#[test]
fn lock_file_replaces_missing_and_broken_files() {
    let project = project("locked");
    let listed = shown(&refused(&project));
    edit(&project.join(REQUEST), "    pub fn new(\n", "    pub fn new(\n<<<<<<< ours\n");
    assert_eq!(shown(&refused(&project)), listed);
    std::fs::rename(project.join("stables"), project.join("gone")).unwrap();
    assert_eq!(shown(&refused(&project)), listed);
}

#[test]
fn files_replace_a_lock_file_of_an_older_version() {
    let project = project("older");
    let lock = text(&project, "codegen.lock");
    let (older, constructors) = lock.split_once("\n[output.constructors]\n").unwrap();
    insta::assert_snapshot!(constructors);
    write(&project.join("codegen.lock"), older);
    assert_eq!(refused(&project).code, 1);
}

#[test]
fn run_without_manifest_lists_reordered_constructors() {
    let project = scratch("reordered/adhoc");
    write(&project.join("model.json"), &read("tests/features/constructors/model.json"));
    let args =
        ["codegen", "--model", "model.json", "--operations", "MoveHorse", "--out", "stables"];
    assert_eq!(xtask(&project, &args).code, 0);
    swap_labels(&project);
    insta::assert_snapshot!(shown(&xtask(&project, &args)));
    assert_eq!(xtask(&project, &[&args[..], &["--accept-reordered"]].concat()).code, 0);
}

#[test]
fn other_changes_of_arguments_are_left_to_the_compiler() {
    let project = scratch("reordered/typed");
    write(&project.join("model.json"), &read("tests/features/constructors/model.json"));
    write(&project.join("codegen.toml"), MANIFEST);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    edit(&project.join("model.json"), "\"required\": [\"Place\", ", "\"required\": [");
    edit(&project.join("model.json"), "\"kilos\"", "\"zentner\"");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
}
