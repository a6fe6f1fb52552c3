//! farrier in a user's repository: the commands of `docs/output.md`, and drift in the example repository.

use std::path::Path;
use std::process::{Command, Output};

use tests::cargo::{binary, bring_lock, copy, edit, scratch, write, write_bytes};
use tests::packages::{wheel_name, wheel_of};
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

/// The files of AWS Backup in a package; in the new version, backup jobs have a name, and their message is renamed.
fn backup(is_new: bool) -> Vec<(&'static str, String)> {
    let text = |file: &str| read(&format!("models/backup/2018-11-15/{file}"));
    let mut api = text("api-2.json");
    if is_new {
        let at = api.find("\"BackupJob\": {").unwrap();
        let job = api.split_off(at);
        let message = "\"ResourceName\": { \"shape\": \"string\" }, \"Message\": {";
        api += &job.replacen("\"StatusMessage\": {", message, 1);
    }
    vec![
        ("backup/2018-11-15/service-2.json", api),
        ("backup/2018-11-15/paginators-1.json", text("paginators-1.json")),
        ("backup/2018-11-15/endpoint-rule-set-1.json", text("endpoint-rule-set-1.json")),
    ]
}

/// Checks the program of the example with rustc, and returns its errors.
fn check_program(example: &Path) -> Result<(), String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet", "--package", "night-watch"]).current_dir(example);
    cargo.env("CARGO_NET_OFFLINE", "true").env("CARGO_INCREMENTAL", "0");
    let output = cargo.env("CARGO_TARGET_DIR", repository("target/tests/build")).output().unwrap();
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The weekly update: the report names the call that breaks, and the compiler finds no other.
#[test]
fn weekly_update_names_the_call_that_breaks() {
    let example = users::example("weekly");
    for (version, is_new) in [("1.0.0", false), ("2.0.0", true)] {
        let path = example.join("target/models").join(wheel_name(version));
        write_bytes(&path, &wheel_of(version, &backup(is_new)));
    }
    let package = format!("target/models/{}", wheel_name("1.0.0"));
    let import =
        ["models", "import", &package, "--service", "backup", "--pin", "--to", "models/backup"];
    assert_eq!(xtask(&example, &import).code, 0);
    let manifest = example.join("codegen.toml");
    edit(&manifest, "../../models/backup/2018-11-15", "models/backup");
    edit(&manifest, "changes = [\"../../models/backup/changes/2023-02-08.json\"]\n", "");
    let program = example.join("night-watch/src/main.rs");
    edit(&program, "resource_name", "resource_arn");
    assert_eq!(xtask(&example, &["codegen"]).code, 0);
    assert_eq!(check_program(&example), Ok(()));

    let args =
        ["update", "botocore==2.0.0", "--markdown", "target/update.md", "--fail-on", "major"];
    insta::assert_snapshot!(shown(&xtask(&example, &args)));
    insta::assert_snapshot!(std::fs::read_to_string(example.join("target/update.md")).unwrap());
    let errors = check_program(&example).unwrap_err();
    assert!(errors.contains("no field `status_message` on type"), "{errors}");
    assert_eq!(errors.matches("\nerror").count() + 1, 2, "one error, and a summary: {errors}");
    edit(&program, "status_message", "message");
    // A call that the update does not break, with a member that it adds.
    edit(&program, "resource_arn", "resource_name");
    assert_eq!(check_program(&example), Ok(()));
    for args in [&["codegen", "--check"][..], &["models", "verify"]] {
        assert_eq!(xtask(&example, args).code, 0);
    }
}

/// The code blocks of the section about outputs without a client, by language.
fn blocks(language: &str) -> Vec<String> {
    let page = read("docs/output.md");
    let section = page.split("## Without a client").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let fence = format!("```{language}\n");
    section
        .split(&fence)
        .skip(1)
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn commands_without_a_client_work() {
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
