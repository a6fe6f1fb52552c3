//! farrier in a user's repository: the commands of the README, and drift in the example repository.

use std::process::{Command, Output};

use tests::cargo::{binary, bring_lock, copy, edit, scratch, write};
use tests::{read, repository, shown, users, xtask};

/// Every kind of drift, as reported by the example's xtask.
#[test]
fn example_reports_and_repairs_every_drift() {
    let example = users::example("drift");
    let aws = example.join("night-watch/src/aws");
    write(&aws.join("notes.md"), "mine\n");
    edit(&aws.join("backup/types/backup_job.rs"), "pub struct", "pub  struct");
    std::fs::rename(aws.join("runtime/error.rs"), aws.join("runtime/eror.rs")).unwrap();
    let model = example.join("../../models/backup/2018-11-15/api-2.json");
    edit(&model, "\"PARTIAL\"", "\"PARTIAL\",\n        \"HALTED\"");
    // The `main` of the example's xtask is the same.
    let program = binary();
    let check = || {
        let mut command = Command::new(&program);
        let output = command.args(["codegen", "--check"]).current_dir(example.join("night-watch"));
        output.output().unwrap()
    };
    let drifted = check();
    assert_eq!(drifted.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8_lossy(&drifted.stdout));
    std::fs::rename(aws.join("notes.md"), example.join("notes.md")).unwrap();
    let mended = xtask(&example, &["codegen"]);
    insta::assert_snapshot!(shown(&mended));
    assert_eq!(check().status.code(), Some(0));
}

/// The code blocks of the README section about a user's repository, by language.
fn blocks(language: &str) -> Vec<String> {
    let readme = read("README.md");
    let section = readme.split("## In your repository").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let fence = format!("```{language}\n");
    section
        .split(&fence)
        .skip(1)
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn readme_commands_work() {
    // Two repositories beside each other, with farrier installed.
    let root = scratch("example/five");
    let (yours, bin) = (root.join("yours"), root.join("bin"));
    copy(&repository("models/backup"), &root.join("farrier/models/backup"));
    std::fs::create_dir_all(&bin).unwrap();
    // A copied program may still be open for writing in a child process of another test.
    std::fs::hard_link(binary(), bin.join("cargo-farrier"))
        .or_else(|_| std::fs::copy(binary(), bin.join("cargo-farrier")).map(drop))
        .unwrap();
    // A separate workspace, because the repository around this folder is a workspace too.
    write(&yours.join("Cargo.toml"), &(blocks("toml").remove(0) + "\n[workspace]\n"));
    write(&yours.join("src/main.rs"), &blocks("rust")[0]);
    bring_lock(&yours);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(bin).chain(std::env::split_paths(&path)));
    let path = path.unwrap();
    let run = |command: &str| -> (Option<i32>, String) {
        let mut words = command.split_whitespace();
        let mut program = Command::new(words.next().unwrap());
        program.args(words).current_dir(&yours).env("PATH", &path);
        program.env("CARGO_NET_OFFLINE", "true").env("RUSTFLAGS", "-D warnings");
        program.env("CARGO_TARGET_DIR", repository("target/tests/build"));
        let Output { status, stdout, .. } = program.output().unwrap();
        (status.code(), String::from_utf8(stdout).unwrap())
    };
    let block = blocks("sh").remove(0);
    let commands: Vec<&str> =
        block.lines().map(|line| line.split('#').next().unwrap().trim()).collect();
    let [install, rest @ ..] = commands.as_slice() else { panic!("no commands: {commands:?}") };
    assert_eq!((*install, rest.len()), ("cargo install --path ../farrier/xtask", 4));
    let ran: Vec<String> = rest
        .iter()
        .map(|command| {
            let (code, out) = run(command);
            assert_eq!(code, Some(0), "{command}");
            format!("$ {command}\n{out}")
        })
        .collect();
    edit(&yours.join("generated/backup/src/lib.rs"), "pub mod types;", "mod types;");
    let (code, out) = run(rest[3]);
    assert_eq!(code, Some(1));
    let transcript = ran.concat() + &format!("$ {}\n{out}", rest[3]);
    insta::assert_snapshot!(tests::without_sizes(&transcript));
}
