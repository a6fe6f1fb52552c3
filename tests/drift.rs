//! What `codegen --check` says: how each file differs, what moved, and what to run.

use std::path::{Path, PathBuf};

use tests::cargo::{copy, edit, scratch, write};
use tests::{read, repository, shown, xtask};

const MANIFEST: &str = r#"exclusive = ["generated"]

[[output]]
path = "generated/stables"

[[output.service]]
model = "models/stables.json"
operations = ["GetHerd"]
"#;

/// A repository with one small output, up to date.
fn project(name: &str) -> PathBuf {
    let project = scratch(&format!("drift/{name}"));
    write(&project.join("models/stables.json"), &read("tests/features/shared_shapes/model.json"));
    write(&project.join("codegen.toml"), MANIFEST);
    let ran = xtask(&project, &["codegen"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    project
}

fn check(project: &Path) -> String {
    let before = tree(project);
    let said = shown(&xtask(project, &["codegen", "--check"]));
    assert_eq!(tree(project), before, "a check writes nothing");
    said
}

/// Every file of a folder, with its text.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = walk(folder);
    files.sort();
    files
}

fn walk(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                return walk(&path);
            }
            let text = std::fs::read(&path).unwrap_or_default();
            vec![(path, text)]
        })
        .collect()
}

const GOAT: &str = "generated/stables/src/types/goat.rs";

#[test]
fn a_model_that_moved() {
    let project = project("model");
    edit(&project.join("models/stables.json"), "\"Goat\": {", "\"Goat\": {\"deprecated\": true,");
    insta::assert_snapshot!(check(&project));
}

#[test]
fn a_manifest_that_moved() {
    let project = project("manifest");
    edit(&project.join("codegen.toml"), "[\"GetHerd\"]", "[\"GetHerd\", \"CreateGoat\"]");
    let said = check(&project);
    // The new operation's file and the lists that name it.
    insta::assert_snapshot!(said);
}

#[test]
fn a_generator_that_moved() {
    let project = project("generator");
    // What another generator wrote, and recorded: its version, and another text for one file.
    let file = project.join(GOAT);
    let text = std::fs::read_to_string(&file).unwrap().replace("pub struct", "pub  struct");
    let lock = std::fs::read_to_string(project.join("codegen.lock")).unwrap();
    let line = lock.lines().find(|line| line.starts_with("\"src/types/goat.rs\"")).unwrap();
    let digest = format!("\"src/types/goat.rs\" = \"{}\"", sha256(&text));
    let version = lock.lines().find(|line| line.starts_with("generator")).unwrap();
    write(&file, &text);
    write(&project.join("codegen.lock"), &lock.replace(line, &digest));
    let silent = check(&project);
    write(
        &project.join("codegen.lock"),
        &lock.replace(line, &digest).replace(version, "generator = 0"),
    );
    let said = check(&project);
    insta::assert_snapshot!([silent, said].join("---\n"));
}

fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[test]
fn a_hand_that_edited_removed_and_added() {
    let project = project("hand");
    let output = project.join("generated/stables/src");
    edit(&project.join(GOAT), "pub struct", "pub  struct");
    std::fs::rename(output.join("types.rs"), output.join("kinds.rs")).unwrap();
    write(&output.join("notes.txt"), "mine\n");
    insta::assert_snapshot!(check(&project));
}

#[test]
fn all_four_at_once() {
    let project = project("all");
    edit(&project.join("models/stables.json"), "\"Goat\": {", "\"Goat\": {\"deprecated\": true,");
    edit(&project.join("codegen.toml"), "operations =", "docs = \"none\"\noperations =");
    edit(&project.join("codegen.lock"), "generator = ", "generator = 9");
    edit(&project.join("generated/stables/rustfmt.toml"), "true", "false");
    insta::assert_snapshot!(check(&project));
}

#[test]
fn an_output_that_the_manifest_no_longer_has() {
    let project = project("former");
    let manifest = MANIFEST.replace("generated/stables", "generated/herds");
    write(&project.join("codegen.toml"), &manifest.replace("exclusive = [\"generated\"]", ""));
    insta::assert_snapshot!(check(&project));
    let ran = xtask(&project, &["codegen"]);
    insta::assert_snapshot!(shown(&ran));
    assert!(!project.join("generated/stables").exists());
    assert_eq!(xtask(&project, &["codegen", "--check"]).code, 0);
}

#[test]
fn a_lock_that_is_gone_cut_off_or_out_of_date() {
    let project = project("lock");
    let lock = project.join("codegen.lock");
    let text = std::fs::read_to_string(&lock).unwrap();
    // A model that is laid out anew is another file, and the same code.
    let model = project.join("models/stables.json");
    let model_text = std::fs::read_to_string(&model).unwrap();
    write(&model, &(model_text.clone() + "\n"));
    let stale = check(&project);
    write(&model, &model_text);
    write(&lock, &text[..text.len() / 2]);
    edit(&project.join(GOAT), "pub struct", "pub  struct");
    let cut = check(&project);
    std::fs::rename(&lock, project.join("gone")).unwrap();
    let gone = check(&project);
    assert_eq!(cut, gone);
    insta::assert_snapshot!([stale, gone].join("---\n"));
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert_eq!(std::fs::read_to_string(&lock).unwrap(), text);
}

#[test]
fn quiet_prints_names_alone() {
    let project = project("quiet");
    edit(&project.join(GOAT), "pub struct", "pub  struct");
    write(&project.join("generated/notes.txt"), "");
    insta::assert_snapshot!(shown(&xtask(&project, &["codegen", "--check", "--quiet"])), @r"
    exit 1
    hand-edited: generated/stables/src/types/goat.rs
    foreign: generated/notes.txt
    ");
}

#[test]
fn the_command_that_mends_it_is_the_one_that_was_run() {
    let project = project("command");
    edit(&project.join(GOAT), "pub struct", "pub  struct");
    let above = project.parent().unwrap();
    let ran = xtask(above, &["codegen", "--check", "--manifest", "command/codegen.toml"]);
    let last = |out: &str| out.lines().last().unwrap_or_default().to_owned();
    let elsewhere = xtask(&project.join("models"), &["codegen", "--check"]);
    let args = ["codegen", "--model", "models/stables.json", "--operations", "GetHerd,CreateGoat"];
    let adhoc = xtask(&project, &[&args[..], &["--out", "it's new", "--check"]].concat());
    let unnamed =
        xtask(&project, &[&args[..], &["--out", "new", "--docs", "none", "--check"]].concat());
    insta::assert_snapshot!(
        [last(&ran.out), last(&elsewhere.out), last(&unnamed.out), adhoc.err].join("\n")
    );
}

#[test]
fn a_run_of_github_actions_is_annotated() {
    let project = project("annotated");
    edit(&project.join(GOAT), "pub struct", "pub  struct");
    write(&project.join("generated/a,b:c.txt"), "");
    let ran = tests::xtask_on_github(&project, project.parent().unwrap(), &["codegen", "--check"]);
    let annotations: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("::")).collect();
    insta::assert_snapshot!(annotations.join("\n"));
}

#[test]
fn a_checkout_with_other_line_ends_is_no_drift() {
    let project = project("crlf");
    for (path, text) in tree(&project) {
        write(&path, &String::from_utf8(text).unwrap().replace('\n', "\r\n"));
    }
    assert_eq!(check(&project), "exit 0\ngenerated/stables is up to date (19 files)\n");
}

#[test]
fn a_check_that_compares_nothing_is_an_error() {
    let project = scratch("drift/nothing");
    let ran = |manifest: &str| {
        write(&project.join("codegen.toml"), manifest);
        shown(&xtask(&project, &["codegen", "--check"]))
    };
    copy(&repository("tests/features/shared_shapes"), &project.join("models"));
    let service = "[[output]]\npath = \"x\"\n[[output.service]]\nmodel = \"models/model.json\"\n";
    let said = [
        ran(""),
        ran("exclusive = [\"generated\"]\n"),
        ran(&format!("{service}operations = []\n")),
        ran(&format!("{service}operations = \"changed\"\n")),
    ];
    insta::assert_snapshot!(said.join("\n"));
}
