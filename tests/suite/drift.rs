//! The report of `codegen --check`: the difference of each file, the cause, and the command to run.

use std::path::{Path, PathBuf};

use farrier_xtask::shared::digest;
use tests::cargo::{copy, edit, files_below, scratch, write};
use tests::{read, repository, shown, xtask};

const MANIFEST: &str = r#"exclusive = ["generated"]

[[output]]
path = "generated/stables"

[[output.service]]
model = "models/stables.json"
operations = ["GetHerd"]
"#;

/// A repository with one small, up-to-date output.
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
    let report = shown(&xtask(project, &["codegen", "--check"]));
    assert_eq!(tree(project), before, "a check writes nothing");
    report
}

/// Every file of a folder with its bytes.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = files_below(folder).into_values().map(|path| {
        let bytes = std::fs::read(&path).unwrap_or_default();
        (path, bytes)
    });
    files.collect()
}

const GOAT: &str = "generated/stables/src/types/goat.rs";

#[test]
fn reports_changed_model() {
    let project = project("model");
    edit(&project.join("models/stables.json"), "\"Goat\": {", "\"Goat\": {\"deprecated\": true,");
    insta::assert_snapshot!(check(&project));
}

#[test]
fn reports_changed_manifest() {
    let project = project("manifest");
    edit(&project.join("codegen.toml"), "[\"GetHerd\"]", "[\"GetHerd\", \"CreateGoat\"]");
    let report = check(&project);
    // The file of the new operation, and the modules that list operations.
    insta::assert_snapshot!(report);
}

#[test]
fn reports_new_generator() {
    let project = project("generator");
    // The output and lock file of another generator: another version, and another text for one file.
    let file = project.join(GOAT);
    let text = std::fs::read_to_string(&file).unwrap().replace("pub struct", "pub  struct");
    let lock = std::fs::read_to_string(project.join("codegen.lock")).unwrap();
    let line = lock.lines().find(|line| line.starts_with("\"src/types/goat.rs\"")).unwrap();
    let digest = format!("\"src/types/goat.rs\" = \"{}\"", digest(text.as_bytes()));
    let version = lock.lines().find(|line| line.starts_with("generator")).unwrap();
    write(&file, &text);
    write(&project.join("codegen.lock"), &lock.replace(line, &digest));
    let silent = check(&project);
    write(
        &project.join("codegen.lock"),
        &lock.replace(line, &digest).replace(version, "generator = 0"),
    );
    let report = check(&project);
    insta::assert_snapshot!([silent, report].join("---\n"));
}

#[test]
fn reports_hand_edits() {
    let project = project("hand");
    let output = project.join("generated/stables/src");
    edit(&project.join(GOAT), "pub struct", "pub  struct");
    std::fs::rename(output.join("types.rs"), output.join("kinds.rs")).unwrap();
    write(&output.join("notes.txt"), "mine\n");
    insta::assert_snapshot!(check(&project));
}

#[test]
fn reports_all_causes_together() {
    let project = project("all");
    edit(&project.join("models/stables.json"), "\"Goat\": {", "\"Goat\": {\"deprecated\": true,");
    edit(&project.join("codegen.toml"), "operations =", "docs = \"none\"\noperations =");
    edit(&project.join("codegen.lock"), "generator = ", "generator = 9");
    edit(&project.join("generated/stables/rustfmt.toml"), "true", "false");
    insta::assert_snapshot!(check(&project));
}

#[test]
fn removes_output_dropped_from_the_manifest() {
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
fn reports_missing_truncated_or_stale_lock_file() {
    let project = project("lock");
    let lock = project.join("codegen.lock");
    let text = std::fs::read_to_string(&lock).unwrap();
    // A model with different white space has another digest and generates the same code.
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
    insta::assert_snapshot!([stale, cut, gone].join("---\n"));
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert_eq!(std::fs::read_to_string(&lock).unwrap(), text);
}

#[test]
fn quiet_prints_only_names() {
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
fn suggests_the_command_as_typed() {
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
fn annotates_github_actions_runs() {
    let project = project("annotated");
    edit(&project.join(GOAT), "pub struct", "pub  struct");
    write(&project.join("generated/a,b:c.txt"), "");
    let ran = tests::xtask_on_github(&project, project.parent().unwrap(), &["codegen", "--check"]);
    let annotations: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("::")).collect();
    insta::assert_snapshot!(annotations.join("\n"));
}

#[test]
fn crlf_checkout_is_no_drift() {
    let project = project("crlf");
    for (path, text) in tree(&project) {
        write(&path, &String::from_utf8(text).unwrap().replace('\n', "\r\n"));
    }
    assert_eq!(check(&project), "exit 0\ngenerated/stables is up to date (N files)\n");
}

#[test]
fn check_without_outputs_is_an_error() {
    let project = scratch("drift/nothing");
    let ran = |manifest: &str| {
        write(&project.join("codegen.toml"), manifest);
        shown(&xtask(&project, &["codegen", "--check"]))
    };
    copy(&repository("tests/features/shared_shapes"), &project.join("models"));
    let service = "[[output]]\npath = \"x\"\n[[output.service]]\nmodel = \"models/model.json\"\n";
    let report = [
        ran(""),
        ran("exclusive = [\"generated\"]\n"),
        ran(&format!("{service}operations = []\n")),
        ran(&format!("{service}operations = \"changed\"\n")),
    ];
    insta::assert_snapshot!(report.join("\n"));
}

#[test]
fn reports_edited_orphans_and_dropped_outputs() {
    let project = project("edited_orphans");
    edit(&project.join("codegen.toml"), "[\"GetHerd\"]", "\"all\"");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let orphan = project.join("generated/stables/src/operations/create_goat.rs");
    edit(&orphan, "pub struct", "pub  struct");
    edit(&project.join("codegen.toml"), "\"all\"", "[\"GetHerd\"]");
    let only = |report: String| -> String {
        let lines = report.lines().filter(|line| {
            ["hand", "create_goat", "run ", "manifest changed"]
                .iter()
                .any(|part| line.contains(part))
        });
        lines.map(|line| line.to_owned() + "\n").collect()
    };
    let orphaned = only(check(&project));
    let removed = only(shown(&xtask(&project, &["codegen"])));
    edit(&project.join(GOAT), "pub struct", "pub  struct");
    write(&project.join("codegen.toml"), &MANIFEST.replace("generated/stables", "generated/herds"));
    let dropped = only(check(&project));
    let gone = only(shown(&xtask(&project, &["codegen"])));
    insta::assert_snapshot!([orphaned, removed, dropped, gone].join("---\n"));
}

#[test]
fn reports_added_file_with_copied_header() {
    let project = project("copied");
    let text = std::fs::read_to_string(project.join(GOAT)).unwrap();
    write(&project.join("generated/stables/src/types/kid.rs"), &text);
    write(&project.join("generated/kid.rs"), &text);
    insta::assert_snapshot!(check(&project));
}

#[test]
fn reports_moved_or_deleted_header() {
    let project = project("header");
    let text = std::fs::read_to_string(project.join(GOAT)).unwrap();
    write(&project.join(GOAT), &("// mine\n".to_owned() + &text));
    let bell = project.join("generated/stables/src/types/bell.rs");
    let bell_text = std::fs::read_to_string(&bell).unwrap();
    write(&bell, bell_text.split_once('\n').unwrap().1);
    insta::assert_snapshot!(check(&project));
    assert_eq!(xtask(&project, &["codegen"]).code, 2, "files without the header are kept");
    // Follow the help of the check.
    for file in [bell, project.join(GOAT)] {
        std::fs::rename(&file, project.join(file.file_name().unwrap())).unwrap();
    }
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert_eq!(xtask(&project, &["codegen", "--check"]).code, 0);
}

#[test]
fn shows_only_the_edit_in_a_crlf_checkout() {
    let project = project("crlf_change");
    for (path, text) in tree(&project) {
        write(&path, &String::from_utf8(text).unwrap().replace('\n', "\r\n"));
    }
    edit(&project.join(GOAT), "pub struct", "pub  struct");
    insta::assert_snapshot!(check(&project));
}

#[test]
fn restores_unreadable_lock_file() {
    let project = project("broken_lock");
    let lock = project.join("codegen.lock");
    let text = std::fs::read_to_string(&lock).unwrap();
    let conflict = text.replacen("path", "<<<<<<< HEAD\npath", 1);
    let mut report = Vec::new();
    for (name, bytes) in [
        ("empty", &b""[..]),
        ("garbage", b"{]"),
        ("not UTF-8", b"\xff\xfe"),
        ("only a header", text.split_once('\n').unwrap().0.as_bytes()),
        ("conflict", conflict.as_bytes()),
        ("header gone", text.split_once('\n').unwrap().1.as_bytes()),
    ] {
        tests::cargo::write_bytes(&lock, bytes);
        report.push(format!("{name}: {}", repair(&project)));
    }
    std::fs::rename(&lock, project.join("whole")).unwrap();
    std::fs::create_dir(&lock).unwrap();
    report.push(format!("a folder: {}", repair(&project)));
    insta::assert_snapshot!(report.join("\n"));
}

/// The report of the check, and the output of codegen after following the report's help.
fn repair(project: &Path) -> String {
    let report = check(project);
    if report.contains("codegen does not recognize `codegen.lock`") {
        let kept = xtask(project, &["codegen"]);
        assert!(kept.err.contains("move or delete the file"), "{}", kept.err);
        let kept = project.join("kept").join(tree(project).len().to_string());
        std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
        std::fs::rename(project.join("codegen.lock"), kept).unwrap();
    }
    let ran = xtask(project, &["codegen"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(xtask(project, &["codegen", "--check"]).code, 0);
    report + "codegen: " + &tests::without_sizes(&ran.out)
}

#[test]
fn reports_edited_lock_file() {
    let project = project("edited_lock");
    let lock = project.join("codegen.lock");
    let text = std::fs::read_to_string(&lock).unwrap();
    let line = text.lines().find(|line| line.starts_with("\"src/types/goat.rs\"")).unwrap();
    let digest = line.replacen("= \"", "= \"0", 1);
    let edits = [text.replace(line, &digest), text.replace(line, ""), text.clone() + "# mine\n"];
    let report = edits.map(|text| {
        write(&lock, &text);
        check(&project)
    });
    insta::assert_snapshot!(report.join("---\n"));
}

#[cfg(unix)]
#[test]
fn rejects_link_or_file_in_place_of_a_folder() {
    let project = project("in_the_way");
    let generated = project.join("generated");
    let both = || {
        let report = shown(&xtask(&project, &["codegen", "--check"]));
        assert_eq!(report, shown(&xtask(&project, &["codegen"])));
        report
    };
    std::fs::rename(generated.join("stables"), project.join("moved")).unwrap();
    std::os::unix::fs::symlink("../moved", generated.join("stables")).unwrap();
    let link = both();
    std::fs::rename(&generated, project.join("generated.old")).unwrap();
    write(&generated, "mine\n");
    let file = both();
    insta::assert_snapshot!([link, file].join("\n"));
}

#[cfg(unix)]
#[test]
fn keeps_linked_lock_file() {
    let project = project("linked_lock");
    let (lock, real) = (project.join("codegen.lock"), project.join("real.lock"));
    std::fs::rename(&lock, &real).unwrap();
    std::os::unix::fs::symlink("real.lock", &lock).unwrap();
    insta::assert_snapshot!(check(&project));
    assert_eq!(xtask(&project, &["codegen"]).code, 2);
    assert!(lock.is_symlink());
}

#[test]
fn normalizes_paths() {
    let project = project("respelled");
    edit(&project.join("codegen.toml"), "\"generated/stables\"", "\"./generated//x/../stables/\"");
    edit(&project.join("codegen.toml"), "[\"generated\"]", "[\"./generated/\"]");
    assert_eq!(check(&project), "exit 0\ngenerated/stables is up to date (N files)\n");
}

#[test]
fn rejects_outputs_outside_of_the_manifest_folder() {
    let project = project("below");
    let report = ["/tmp/stables", "../stables", "generated/../../x", "."].map(|path| {
        write(&project.join("codegen.toml"), &MANIFEST.replace("generated/stables", path));
        shown(&xtask(&project, &["codegen", "--check"]))
    });
    write(&project.join("codegen.toml"), &MANIFEST.replace("[\"generated\"]", "[\"..\"]"));
    let exclusive = shown(&xtask(&project, &["codegen"]));
    insta::assert_snapshot!([report.join("\n"), exclusive].join("\n"));
}

#[test]
fn annotates_stale_lock_file() {
    let project = project("annotated_lock");
    edit(&project.join("models/stables.json"), "{", "{ ");
    let ran = tests::xtask_on_github(&project, project.parent().unwrap(), &["codegen", "--check"]);
    assert!(ran.out.contains("::error file=annotated_lock/codegen.lock,line=1,"), "{}", ran.out);
}
