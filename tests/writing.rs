//! How codegen writes: all files or none, alone, and never over what somebody else wrote.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use tests::cargo::{binary, edit, scratch, write};
use tests::{read, shown, xtask};

const MANIFEST: &str = r#"
[[output]]
path = "generated/stables"

[[output.service]]
model = "models/stables.json"
operations = ["GetHerd"]
"#;

/// A repository with a manifest that nothing was generated from yet.
fn project(name: &str) -> PathBuf {
    let project = scratch(&format!("writing/{name}"));
    lay_out(&project);
    project
}

fn lay_out(project: &Path) {
    write(&project.join("models/stables.json"), &read("tests/features/shared_shapes/model.json"));
    write(&project.join("codegen.toml"), MANIFEST);
}

/// The text of every file of a folder, by path. Links and what is no text have none.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder_at) = open.pop() {
        for entry in std::fs::read_dir(&folder_at).into_iter().flatten().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else {
                let path = entry.path();
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                files.insert(name, std::fs::read_to_string(&path).unwrap_or_default());
            }
        }
    }
    files
}

/// Makes the operations of the manifest one or all, so that each run has something to write.
fn turn(project: &Path, all: bool) {
    let all = if all { MANIFEST.replace("[\"GetHerd\"]", "\"all\"") } else { MANIFEST.to_owned() };
    write(&project.join("codegen.toml"), &all);
}

fn start(project: &Path) -> Child {
    let mut command = Command::new(binary());
    command.arg("codegen").current_dir(project);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn finish(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// Kills it as soon as, or some time after, it starts to write.
fn kill(mut child: Child, random: &mut TestRng, folder: &Path) {
    let wait = |micros: u64| std::thread::sleep(Duration::from_micros(micros));
    if random.next_u32().is_multiple_of(4) {
        wait(u64::from(random.next_u32() % 60_000));
    } else {
        let is_staging = || {
            let mut entries = std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
            entries.any(|entry| entry.file_name().to_string_lossy().starts_with('.'))
        };
        while !is_staging() && child.try_wait().unwrap().is_none() {}
        wait(u64::from(random.next_u32() % 4_000));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_run_that_is_killed_leaves_the_old_files_or_the_new_ones() {
    let project = project("killed");
    let output = project.join("generated/stables");
    let expected = [false, true].map(|all| {
        turn(&project, all);
        assert_eq!(finish(start(&project)).0, Some(0));
        tree(&output)
    });
    assert_ne!(expected[0], expected[1]);
    // Cargo has been here, too.
    write(&output.join("Cargo.lock"), "version = 4\n");
    write(&output.join("target/debug/x"), "built\n");
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut seen = [0, 0];
    for run in 0..200 {
        let all = run % 2 == 0;
        turn(&project, all);
        kill(start(&project), &mut random, &project.join("generated"));
        let mut found = tree(&output);
        found.retain(|path, _| path != "Cargo.lock" && !path.starts_with("target"));
        let which = expected.iter().position(|tree| *tree == found);
        let which = which.unwrap_or_else(|| panic!("run {run} left {:?}", found.keys()));
        seen[which] += 1;
        if run % 10 == 9 {
            // Whatever it left, the next run puts it right.
            assert_eq!(finish(start(&project)).0, Some(0));
            let (code, said) = check(&project);
            assert_eq!((code, said.as_str()), (Some(0), said.as_str()));
            let whole = tree(&output);
            assert_eq!(whole.get("Cargo.lock").map(String::as_str), Some("version = 4\n"));
            assert_eq!(whole.get("target/debug/x").map(String::as_str), Some("built\n"));
            assert_eq!(std::fs::read_dir(project.join("generated")).unwrap().count(), 1);
        }
    }
    assert!(seen.iter().all(|count| *count > 10), "kills before and after: {seen:?}");
}

fn check(project: &Path) -> (Option<i32>, String) {
    let mut command = Command::new(binary());
    command.args(["codegen", "--check"]).current_dir(project);
    finish(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
}

#[test]
fn two_runs_at_once_write_one_after_the_other() {
    let project = project("together");
    for round in 0..10 {
        turn(&project, round % 2 == 0);
        let children: Vec<Child> = (0..4).map(|_| start(&project)).collect();
        for child in children {
            let (code, said) = finish(child);
            assert_eq!(code, Some(0), "{said}");
        }
        assert_eq!(check(&project).0, Some(0));
        assert_eq!(std::fs::read_dir(project.join("generated")).unwrap().count(), 1);
    }
}

#[test]
fn a_disk_that_is_full_is_said_and_nothing_is_lost() {
    let project = project("full");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let before = tree(&project);
    turn(&project, true);
    // No file may grow past 4 KiB, which the system tells as it tells of a full disk: a write fails half-way.
    let mut command = Command::new("bash");
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" codegen";
    command.args(["-c", script]).arg(binary()).current_dir(&project);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot be written: File too large"), "{said}");
    let mut after = tree(&project);
    after.insert("codegen.toml".to_owned(), MANIFEST.to_owned());
    assert_eq!(before, after);
}

#[test]
fn a_folder_that_is_read_only_is_said_and_nothing_is_lost() {
    // Nobody, who owns nothing, meets permissions even where the tests run as root.
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("project");
    lay_out(&project);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let program = folder.path().join("farrier");
    std::fs::copy(binary(), &program).unwrap();
    for path in [folder.path(), &project, &project.join("generated")] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o555)).unwrap();
    }
    let before = tree(&project);
    let is_root = std::fs::metadata("/proc/self")
        .is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
    let run = |args: &[&str]| {
        let mut command = Command::new(&program);
        command.args(args).current_dir(&project);
        if is_root {
            command.uid(65_534);
        }
        let mut said = String::new();
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (child.wait().unwrap().code(), said)
    };
    assert_eq!(run(&["codegen", "--check"]).0, Some(0), "a check needs no permission to write");
    std::fs::set_permissions(&project, std::fs::Permissions::from_mode(0o755)).unwrap();
    turn(&project, true);
    let (code, said) = run(&["codegen"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("generated/stables cannot be written: Permission denied"), "{said}");
    turn(&project, false);
    assert_eq!(tree(&project), before);
    std::fs::set_permissions(project.join("generated"), std::fs::Permissions::from_mode(0o755))
        .unwrap();
}

#[test]
fn what_codegen_did_not_write_is_refused_by_name_and_kept() {
    let project = project("foreign");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    turn(&project, true);
    let output = project.join("generated/stables");
    let secret = project.join("secret.txt");
    write(&secret, "mine\n");
    // In the place of a file, beside the files, as a link, and as a file of ours whose first line is gone.
    std::fs::rename(output.join("src/types.rs"), project.join("moved")).unwrap();
    symlink(&secret, output.join("src/types.rs")).unwrap();
    symlink(&project, output.join("src/loop")).unwrap();
    write(&output.join("src/notes.txt"), "mine\n");
    edit(&output.join("README.md"), "@generated", "written");
    let before = tree(&project);
    insta::assert_snapshot!(shown(&xtask(&project, &["codegen"])));
    assert_eq!(tree(&project), before);
    assert_eq!(std::fs::read_to_string(&secret).unwrap(), "mine\n");
    write(&project.join("codegen.lock"), "mine\n");
    for path in ["src/types.rs", "src/loop", "src/notes.txt", "README.md"] {
        std::fs::rename(output.join(path), project.join(path.replace('/', "-"))).unwrap();
    }
    insta::assert_snapshot!(shown(&xtask(&project, &["codegen"])));
    assert_eq!(std::fs::read_to_string(project.join("codegen.lock")).unwrap(), "mine\n");
}

#[test]
fn links_are_not_followed_out_of_the_repository() {
    let project = project("links");
    let elsewhere = tempfile::tempdir().unwrap();
    symlink(elsewhere.path(), project.join("generated")).unwrap();
    let through = xtask(&project, &["codegen"]);
    assert_eq!(through.code, 2);
    assert!(through.err.contains("generated is a link to"), "{}", through.err);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    std::fs::rename(project.join("generated"), project.join("link")).unwrap();
    std::fs::create_dir_all(project.join("generated")).unwrap();
    std::fs::create_dir_all(project.join("inside")).unwrap();
    symlink(project.join("inside"), project.join("generated/stables")).unwrap();
    let itself = xtask(&project, &["codegen"]);
    assert_eq!(itself.code, 2);
    assert!(itself.err.contains("generated/stables is a link to"), "{}", itself.err);
    assert_eq!(std::fs::read_dir(project.join("inside")).unwrap().count(), 0);
}
