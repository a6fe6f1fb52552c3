//! How codegen writes: all files or none, one process at a time, and never over somebody else's files.

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
use tests::{read, shown, skip, xtask};

const MANIFEST: &str = r#"
[[output]]
path = "generated/stables"

[[output.service]]
model = "models/stables.json"
operations = ["GetHerd"]
"#;

/// A repository with a manifest and without output.
fn project(name: &str) -> PathBuf {
    let project = scratch(&format!("writing/{name}"));
    lay_out(&project);
    project
}

fn lay_out(project: &Path) {
    write(&project.join("models/stables.json"), &read("tests/features/shared_shapes/model.json"));
    write(&project.join("codegen.toml"), MANIFEST);
}

/// The text of every file in a folder, by path. Links and binary files have no text.
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

/// Switches the manifest between one and all operations, so that each run has something to write.
fn switch_operations(project: &Path, all: bool) {
    let all = if all { MANIFEST.replace("[\"GetHerd\"]", "\"all\"") } else { MANIFEST.to_owned() };
    write(&project.join("codegen.toml"), &all);
}

/// The names in a folder.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
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

/// Kills the process when it starts to write, or a random time later.
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
fn killed_run_leaves_old_or_new_files() {
    let project = project("killed");
    let output = project.join("generated/stables");
    let expected = [false, true].map(|all| {
        switch_operations(&project, all);
        assert_eq!(finish(start(&project)).0, Some(0));
        tree(&output)
    });
    assert_ne!(expected[0], expected[1]);
    // Files that cargo leaves in a crate.
    write(&output.join("Cargo.lock"), "version = 4\n");
    write(&output.join("target/debug/x"), "built\n");
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut seen = [0, 0];
    for run in 0..200 {
        let all = run % 2 == 0;
        switch_operations(&project, all);
        kill(start(&project), &mut random, &project);
        let mut found = tree(&output);
        found.retain(|path, _| path != "Cargo.lock" && !path.starts_with("target"));
        let which = expected.iter().position(|tree| *tree == found);
        let which = which.unwrap_or_else(|| panic!("run {run} left {:?}", found.keys()));
        seen[which] += 1;
        if run % 10 == 9 {
            // The next run repairs every state.
            assert_eq!(finish(start(&project)).0, Some(0));
            let (code, errors) = check(&project);
            assert_eq!((code, errors.as_str()), (Some(0), errors.as_str()));
            let whole = tree(&output);
            assert_eq!(whole.get("Cargo.lock").map(String::as_str), Some("version = 4\n"));
            assert_eq!(whole.get("target/debug/x").map(String::as_str), Some("built\n"));
            assert_eq!(std::fs::read_dir(project.join("generated")).unwrap().count(), 1);
            assert_eq!(names_in(&project), ["codegen.lock", "codegen.toml", "generated", "models"]);
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
fn runs_wait_for_each_other() {
    let project = project("together");
    for round in 0..10 {
        switch_operations(&project, round % 2 == 0);
        let children: Vec<Child> = (0..4).map(|_| start(&project)).collect();
        for child in children {
            let (code, errors) = finish(child);
            assert_eq!(code, Some(0), "{errors}");
        }
        assert_eq!(check(&project).0, Some(0));
        assert_eq!(names_in(&project), ["codegen.lock", "codegen.toml", "generated", "models"]);
    }
}

#[test]
fn full_disk_loses_nothing() {
    let project = project("full");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let before = tree(&project);
    switch_operations(&project, true);
    // A file may have at most 4 KiB, so that a write fails half-way, as on a full disk.
    let mut command = Command::new("bash");
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" codegen";
    command.args(["-c", script]).arg(binary()).current_dir(&project);
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains("cannot be written: File too large"), "{errors}");
    let mut after = tree(&project);
    after.insert("codegen.toml".to_owned(), MANIFEST.to_owned());
    assert_eq!(before, after);
}

#[test]
fn read_only_folder_loses_nothing() {
    // If the tests run as root, the program runs as `nobody`, because root ignores permissions.
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("project");
    lay_out(&project);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let program = program_in(folder.path());
    for path in [folder.path(), &project, &project.join("generated")] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o555)).unwrap();
    }
    let before = tree(&project);
    let run = |args: &[&str]| run_unprivileged(&program, &project, args);
    assert_eq!(run(&["codegen", "--check"]).0, Some(0), "a check needs no permission to write");
    let set = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    // Neither the staging folder nor the output can be written.
    set(&project.join("codegen.lock"), 0o666);
    for (mode, place) in [(0o755, "project"), (0o777, "generated/stables")] {
        set(&project, mode);
        switch_operations(&project, true);
        let (code, errors) = run(&["codegen"]);
        assert_eq!(code, Some(2));
        let message = format!("{place}` cannot be written: Permission denied");
        assert!(errors.contains(&message), "{errors}");
        switch_operations(&project, false);
        assert_eq!(tree(&project), before);
    }
    set(&project.join("generated"), 0o755);
}

/// The program in a folder that other users can read.
fn program_in(folder: &Path) -> PathBuf {
    let program = folder.join("farrier");
    // A copied program may still be open for writing in a child process of another test.
    std::fs::hard_link(binary(), &program)
        .or_else(|_| std::fs::copy(binary(), &program).map(drop))
        .unwrap();
    program
}

/// Runs the program as a user who may not write everywhere, and returns its exit code and errors.
fn run_unprivileged(program: &Path, project: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(program);
    command.args(args).current_dir(project);
    if is_root() {
        command.uid(NOBODY);
    }
    let mut errors = String::new();
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    (child.wait().unwrap().code(), errors)
}

/// The user without permissions.
const NOBODY: u32 = 65_534;

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
}

#[test]
fn next_run_puts_right_what_a_read_only_output_left() {
    // Below the folder of temporary files, so that the other user reaches it.
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("project");
    lay_out(&project);
    let program = program_in(folder.path());
    let set = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set(folder.path(), 0o777);
    if is_root() {
        std::os::unix::fs::chown(&project, Some(NOBODY), None).unwrap();
    }
    let run = || run_unprivileged(&program, &project, &["codegen"]);
    assert_eq!(run(), (Some(0), String::new()));
    let output = project.join("generated/stables");
    switch_operations(&project, true);
    set(&output, 0o555);
    let (code, errors) = run();
    assert_eq!(code, Some(2));
    assert!(errors.contains("generated/stables` cannot be written: Permission denied"), "{errors}");
    set(&output, 0o755);
    assert_eq!(run(), (Some(0), String::new()));
    assert_eq!(names_in(&project), ["codegen.lock", "codegen.toml", "generated", "models"]);
}

#[test]
fn never_touches_files_without_the_header() {
    let project = project("foreign");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    switch_operations(&project, true);
    let output = project.join("generated/stables");
    let secret = project.join("secret.txt");
    write(&secret, "mine\n");
    // A link in place of a file, a link to a folder, a foreign file, and a generated file without its header.
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
fn follows_no_link_out_of_the_folder() {
    let project = project("links");
    let elsewhere = tempfile::tempdir().unwrap();
    symlink(elsewhere.path(), project.join("generated")).unwrap();
    let through = xtask(&project, &["codegen"]);
    assert_eq!(through.code, 2);
    assert!(through.err.contains("`generated` is a symbolic link to"), "{}", through.err);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    std::fs::rename(project.join("generated"), project.join("link")).unwrap();
    std::fs::create_dir_all(project.join("generated")).unwrap();
    std::fs::create_dir_all(project.join("inside")).unwrap();
    symlink(project.join("inside"), project.join("generated/stables")).unwrap();
    let itself = xtask(&project, &["codegen"]);
    assert_eq!(itself.code, 2);
    assert!(itself.err.contains("`generated/stables` is a symbolic link to"), "{}", itself.err);
    assert_eq!(std::fs::read_dir(project.join("inside")).unwrap().count(), 0);
}

/// The folder of the old path is that of the new one, so that it must not be removed as a dropped output.
#[test]
fn output_at_another_path_to_its_folder_stays() {
    let project = project("linked_paths");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let before = tree(&project.join("generated"));
    symlink(project.join("generated"), project.join("link")).unwrap();
    let linked = MANIFEST.replace("generated/stables", "link/stables");
    write(&project.join("codegen.toml"), &linked);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert_eq!(tree(&project.join("generated")), before);
    write(&project.join("codegen.toml"), &(MANIFEST.to_owned() + &linked));
    let both = xtask(&project, &["codegen"]);
    assert_eq!(both.code, 2);
    let message = "outputs `generated/stables` and `link/stables` are one folder";
    assert!(both.err.contains(message), "{}", both.err);
    assert_eq!(tree(&project.join("generated")), before);
}

/// Generates two outputs, and removes the second one from the manifest.
fn drop_second_output(project: &Path) {
    let second = MANIFEST.replace("generated/stables", "generated/horses");
    write(&project.join("codegen.toml"), &(MANIFEST.to_owned() + &second));
    assert_eq!(xtask(project, &["codegen"]).code, 0);
    write(&project.join("codegen.toml"), MANIFEST);
}

#[test]
fn follows_no_link_to_delete() {
    let project = project("dropped_links");
    let elsewhere = tempfile::tempdir().unwrap();
    let output = project.join("generated/horses");
    for (linked, target) in [(output.clone(), "whole"), (output.join("src"), "part")] {
        drop_second_output(&project);
        let target = elsewhere.path().join(target);
        std::fs::rename(&linked, &target).unwrap();
        symlink(&target, &linked).unwrap();
        let (there, here) = (tree(&target), tree(&project));
        let ran = xtask(&project, &["codegen"]);
        assert_eq!(ran.code, 2);
        let name = linked.strip_prefix(project.join("generated")).unwrap().display().to_string();
        assert!(ran.err.contains(name.split('/').next_back().unwrap()), "{}", ran.err);
        assert!(ran.err.contains("horses"), "{}", ran.err);
        assert_eq!((tree(&target), tree(&project)), (there, here));
        std::fs::rename(&linked, elsewhere.path().join(format!("link{}", name.len()))).unwrap();
    }
}

#[test]
fn forged_lock_file_deletes_nothing() {
    let project = project("lock_paths");
    drop_second_output(&project);
    let lock = std::fs::read_to_string(project.join("codegen.lock")).unwrap();
    let victim = project.parent().unwrap().join("lock_paths_out");
    let renamed =
        |path: &str| lock.replace("path = \"generated/horses\"", &format!("path = \"{path}\""));
    let file = |path: &str| {
        let at = lock.rfind("\"src/lib.rs\"").unwrap();
        format!("{}\"{path}\"{}", &lock[..at], &lock[at + "\"src/lib.rs\"".len()..])
    };
    let absolute = project.canonicalize().unwrap().with_file_name("lock_paths_out");
    let absolute = absolute.display().to_string();
    for text in [
        renamed("../lock_paths_out"),
        renamed(&absolute),
        file("../../../lock_paths_out/src/lib.rs"),
    ] {
        let library =
            std::fs::read_to_string(project.join("generated/stables/src/lib.rs")).unwrap();
        write(&victim.join("src/lib.rs"), &library);
        write(&project.join("codegen.lock"), &text);
        let check = xtask(&project, &["codegen", "--check"]);
        assert!(
            check.out.contains("lock_paths_out")
                && check.out.contains("not a path that codegen writes"),
            "{}",
            check.out
        );
        assert_eq!(xtask(&project, &["codegen"]).code, 0);
        assert!(victim.join("src/lib.rs").exists());
        assert_eq!(xtask(&project, &["codegen", "--check"]).code, 0);
    }
}

#[test]
fn keeps_folders_with_names_like_codegens() {
    let project = project("called_alike");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let places = [
        ("generated/stables/.codegen-notes", 2),
        ("generated/stables/.codegen-staging", 2),
        ("generated/.codegen-stables-notes", 0),
        (".codegen-staging", 2),
    ];
    for (round, (place, code)) in places.into_iter().enumerate() {
        switch_operations(&project, round % 2 == 0);
        write(&project.join(place).join("n.txt"), "mine\n");
        let ran = xtask(&project, &["codegen"]);
        assert_eq!(ran.code, code, "{place}: {}", ran.err);
        assert!(code == 0 || ran.err.contains(place.rsplit('/').next().unwrap()), "{}", ran.err);
        assert_eq!(std::fs::read_to_string(project.join(place).join("n.txt")).unwrap(), "mine\n");
        std::fs::rename(project.join(place), project.join(format!("kept-{round}"))).unwrap();
    }
}

#[test]
fn follows_no_link_in_the_staging_folder() {
    let project = project("staging_links");
    let elsewhere = tempfile::tempdir().unwrap();
    write(&elsewhere.path().join("generated/stables/target/built"), "mine\n");
    let there = tree(elsewhere.path());
    let marker = project.join(".codegen-staging/made-by-codegen.txt");
    write(&marker, "");
    let tree_link = project.join(".codegen-staging/tree");
    for target in [elsewhere.path().to_owned(), project.join("missing")] {
        symlink(&target, &tree_link).unwrap();
        let ran = xtask(&project, &["codegen"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("codegen did not create"), "{}", ran.err);
        std::fs::rename(&tree_link, project.join(format!("link{}", target.exists()))).unwrap();
    }
    // A link below the folder is a file like any other: it moves out, and its target stays.
    std::fs::create_dir_all(&tree_link).unwrap();
    symlink(elsewhere.path().join("generated"), tree_link.join("elsewhere")).unwrap();
    let ran = xtask(&project, &["codegen"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (0, "kept `elsewhere`, which codegen did not write\n")
    );
    assert!(project.join("elsewhere").is_symlink());
    assert_eq!(tree(elsewhere.path()), there);
}

#[test]
fn refused_run_deletes_nothing() {
    let project = project("refused");
    let elsewhere = tempfile::tempdir().unwrap();
    let left = elsewhere.path().join(".codegen-staging");
    write(&left.join("made-by-codegen.txt"), "");
    write(&left.join("tree/x"), "");
    write(&project.join(".codegen-staging/made-by-codegen.txt"), "");
    symlink(elsewhere.path(), project.join("generated")).unwrap();
    assert_eq!(xtask(&project, &["codegen"]).code, 2);
    assert!(left.join("tree/x").exists() && project.join(".codegen-staging").exists());
}

#[test]
fn next_run_puts_right_what_a_killed_run_left() {
    let project = project("leftovers");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let staging = project.join(".codegen-staging");
    write(&staging.join("made-by-codegen.txt"), "");
    write(&staging.join("tree/generated/stables/target/built"), "built\n");
    write(&staging.join("tree/generated/stables/src/lib.rs"), "old\n");
    std::fs::create_dir_all(project.join("generated/stables/.codegen-staging")).unwrap();
    assert_eq!(xtask(&project, &["codegen", "--check"]).code, 0, "leftovers are not drift");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let output = project.join("generated/stables");
    assert!(output.join("target/built").exists());
    assert!(!staging.exists() && !output.join(".codegen-staging").exists());
}

#[test]
fn workspace_stays_valid_during_codegen() {
    let project = project("workspace");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    write(
        &project.join("Cargo.toml"),
        "[workspace]\nresolver = \"2\"\nmembers = [\"generated/*\"]\n",
    );
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for round in 0..8 {
        switch_operations(&project, round % 2 == 0);
        kill(start(&project), &mut random, &project);
        tests::cargo::cargo(&project, &["metadata", "--format-version", "1", "--no-deps"]);
    }
}

#[test]
fn unwritable_lock_file_changes_nothing() {
    let project = project("immutable");
    drop_second_output(&project);
    let lock = project.join("codegen.lock");
    let change = |flag: &str| Command::new("chattr").arg(flag).arg(&lock).status();
    if !change("+i").is_ok_and(|status| status.success()) {
        skip("chattr");
        return;
    }
    let before = tree(&project);
    let ran = xtask(&project, &["codegen"]);
    assert!(change("-i").unwrap().success());
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("codegen.lock` cannot be written"), "{}", ran.err);
    assert_eq!(tree(&project), before);
}

#[test]
fn all_files_stay_as_they_were_if_an_output_fails() {
    let project = project("all_or_none");
    let locked = project.join("locked");
    let outputs = |all: &str| {
        let first = MANIFEST.replace("[\"GetHerd\"]", all);
        first.clone() + &first.replace("generated/stables", "locked/stables")
    };
    write(&project.join("codegen.toml"), &outputs("[\"GetHerd\"]"));
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let change = |flag: &str| Command::new("chattr").arg(flag).arg(&locked).status();
    if !change("+i").is_ok_and(|status| status.success()) {
        skip("chattr");
        return;
    }
    write(&project.join("codegen.toml"), &outputs("\"all\""));
    let before = tree(&project);
    let ran = xtask(&project, &["codegen"]);
    assert!(change("-i").unwrap().success());
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("locked/stables` cannot be written"), "{}", ran.err);
    assert_eq!(tree(&project), before);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
}

#[test]
fn keeps_file_in_place_of_dropped_output() {
    let project = project("dropped_for_a_file");
    drop_second_output(&project);
    let output = project.join("generated/horses");
    std::fs::rename(&output, project.join("moved")).unwrap();
    write(&output, "mine\n");
    let ran = xtask(&project, &["codegen"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(&output).unwrap(), "mine\n");
}

#[test]
fn removes_dropped_output_except_foreign_files() {
    let project = project("dropped");
    drop_second_output(&project);
    write(&project.join("generated/horses/target/built"), "built\n");
    write(&project.join("generated/horses/src/notes.txt"), "mine\n");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let left: Vec<String> = tree(&project.join("generated/horses")).into_keys().collect();
    assert_eq!(left, ["src/notes.txt", "target/built"]);
    std::fs::rename(project.join("generated/horses"), project.join("kept")).unwrap();
    drop_second_output(&project);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert_eq!(names_in(&project.join("generated")), ["stables"]);
}

#[test]
fn run_killed_before_the_lock_file_is_no_hand_edit() {
    let project = project("before_the_lock");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let lock = project.join("codegen.lock");
    let old = std::fs::read_to_string(&lock).unwrap();
    switch_operations(&project, true);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    // The state after a kill between two steps: the new lock file is still in the staging folder.
    let staging = project.join(".codegen-staging");
    write(&staging.join("made-by-codegen.txt"), "");
    write(&staging.join("tree/codegen.lock"), &std::fs::read_to_string(&lock).unwrap());
    write(&lock, &old);
    switch_operations(&project, false);
    let (code, errors) = check(&project);
    assert_eq!(code, Some(1));
    assert!(!errors.contains("hand"), "{errors}");
    assert!(errors.contains("the last run of codegen was interrupted"), "{errors}");
}

#[test]
fn needs_no_temporary_folder() {
    let project = project("no_tmp");
    let mut command = Command::new(binary());
    command.arg("codegen").current_dir(&project).env("TMPDIR", "/nowhere/at/all");
    assert!(command.status().unwrap().success());
}
