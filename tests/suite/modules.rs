//! Outputs in a workspace with strict lints: modules in crates of several editions, and a crate.

use std::path::{Path, PathBuf};

use tests::cargo::{cargo, copy, scratch, write};
use tests::{read, repository, shown, xtask};

/// Two services in a library; one service in a nested module of a program with an older edition.
const MANIFEST: &str = r#"
[[output]]
path = "library/src/aws"
kind = "module"

[[output.service]]
name = "backup"
model = "models/backup/2018-11-15"
operations = ["ListBackupJobs", "DescribeBackupJob"]

[[output.service]]
name = "stables"
model = "models/stables.json"
operations = "all"

[[output]]
path = "program/src/clients/backup"
kind = "module"
proof = true

[[output.service]]
model = "models/backup/2018-11-15"
operations = ["ListTags"]
"#;

const WORKSPACE: &str = r#"[workspace]
resolver = "2"
members = ["library", "literals", "program", "vendored"]

[workspace.lints.rust]
missing_docs = "deny"
unreachable_pub = "deny"
unused = { level = "deny", priority = -1 }

[workspace.lints.clippy]
pedantic = { level = "deny", priority = -1 }
"#;

fn package(name: &str, edition: &str) -> String {
    format!(
        r#"[package]
name = "{name}"
version = "0.1.0"
edition = "{edition}"

[dependencies]
http = "1"

[lints]
workspace = true
"#
    )
}

const LIBRARY: &str = r##"//! A library with vendored modules.

pub mod aws;

use aws::Operation as _;

/// Reads a response of each service.
#[must_use]
pub fn both() -> (usize, bool) {
    let (ok, headers) = (http::StatusCode::OK, http::HeaderMap::new());
    let jobs = br#"{"BackupJobs": [{"BackupJobId": "1"}]}"#;
    let jobs = aws::backup::ListBackupJobs::parse(ok, &headers, jobs).unwrap_or_default();
    let herd = aws::stables::GetHerd::parse(ok, &headers, b"{}");
    (jobs.backup_jobs.unwrap_or_default().len(), herd.is_ok())
}

#[test]
fn both_are_read() {
    assert_eq!(both(), (1, true));
}
"##;

const PROGRAM: &str = r#"//! A program that calls a vendored operation.

mod clients;

use clients::backup::{ListTags, Operation};

fn main() {
    println!("{}", request_line());
}

fn request_line() -> String {
    match ListTags::new("arn:aws:backup:x").request() {
        Ok(request) => format!("{} {}", request.method(), request.uri()),
        Err(error) => error.to_string(),
    }
}

#[test]
fn operation_is_called() {
    assert_eq!(request_line(), "GET /tags/arn%3Aaws%3Abackup%3Ax/");
}
"#;

const LITERALS: &str = r"//! A crate that makes values of another crate, whose structures are exhaustive.

use vendored::json_body::types::Portion;
use vendored::json_body::{PutRationOutput, Refill};

/// A request, with a name for every field.
pub fn refill() -> Refill {
    Refill { kilos: Some(3) }
}

/// A response.
#[must_use]
pub fn ration() -> PutRationOutput {
    let portion = Portion { kilos: Some(2.0), ..Portion::default() };
    PutRationOutput { portions: Some(vec![portion]), ..PutRationOutput::default() }
}

#[test]
fn literals_are_values() {
    assert_eq!(refill(), Refill::new().kilos(3));
    assert_eq!(ration().portions()[0].kilos, Some(2.0));
}
";

/// Two outputs with the models of all features: a private module of the program, and a crate.
fn features() -> String {
    let module =
        "path = \"program/src/clients/features\"\nkind = \"module\"\nproof = true\ntesting = true";
    let outputs = [
        module,
        "path = \"vendored\"\nexhaustive = true\nretry = true\nproof = true\ntesting = true",
    ];
    let services = services();
    outputs.map(|output| format!("[[output]]\n{output}\n{services}")).concat()
}

/// The models of all features.
fn services() -> String {
    let mut manifest = String::new();
    let folders = std::fs::read_dir(repository("tests/features")).unwrap();
    let mut names: Vec<String> =
        folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names {
        let service = format!(
            "[[output.service]]\nname = \"{name}\"\nmodel = \"features/{name}/model.json\"\noperations = \"all\"\n"
        );
        manifest.push_str(&service);
    }
    manifest
}

/// A workspace with the outputs of a manifest.
fn user(name: &str, manifest: &str) -> PathBuf {
    let user = scratch(name);
    copy(&repository("models/backup/2018-11-15"), &user.join("models/backup/2018-11-15"));
    write(&user.join("models/stables.json"), &read("tests/features/shared_shapes/model.json"));
    copy(&repository("tests/features"), &user.join("features"));
    write(&user.join("codegen.toml"), manifest);
    write(&user.join("Cargo.toml"), WORKSPACE);
    write(&user.join("library/Cargo.toml"), &package("library", "2024"));
    write(&user.join("library/src/lib.rs"), LIBRARY);
    write(&user.join("program/Cargo.toml"), &package("program", "2021"));
    write(&user.join("program/src/main.rs"), PROGRAM);
    let vendored = package("literals", "2024")
        .replace("http = \"1\"", "vendored = { path = \"../vendored\" }");
    write(&user.join("literals/Cargo.toml"), &vendored);
    write(&user.join("literals/src/lib.rs"), LITERALS);
    write(&user.join("program/src/clients/mod.rs"), "pub(crate) mod backup;\nmod features;\n");
    let ran = xtask(&user, &["codegen"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    user
}

#[test]
fn outputs_build_without_warnings_in_a_strict_workspace() {
    let user = user("modules/strict", &(MANIFEST.to_owned() + &features()));
    for targets in [&[][..], &["--all-targets", "--all-features"]] {
        // The manifest of a generated crate inherits no lints.
        let lints = ["--", "--deny", "warnings", "--warn", "clippy::pedantic"];
        cargo(&user, &[&["clippy", "--quiet", "--workspace"], targets, &lints[..]].concat());
    }
    cargo(&user, &["doc", "--quiet", "--workspace", "--no-deps"]);
    // With the tests of outputs, which have one of each protocol and read fake responses, in both layouts.
    let printed = cargo(&user, &["test", "--quiet", "--workspace", "--all-features"]);
    assert!(printed.contains("test result: ok"), "{printed}");
    insta::assert_snapshot!(std::fs::read_to_string(user.join("library/src/aws/mod.rs")).unwrap());
    insta::assert_snapshot!(
        std::fs::read_to_string(user.join("program/src/clients/backup/mod.rs")).unwrap()
    );
}

#[test]
fn services_share_one_runtime() {
    let user = user("modules/shared", MANIFEST);
    let runtime = |folder: &str| user.join("library/src/aws").join(folder).exists();
    assert!(runtime("runtime") && !runtime("backup/runtime") && !runtime("stables/runtime"));
    let text =
        std::fs::read_to_string(user.join("library/src/aws/backup/operations/list_backup_jobs.rs"));
    let text = text.unwrap();
    assert!(
        text.contains("use crate::aws::runtime::{")
            && text.contains("use crate::aws::backup::types::")
    );
}

/// If rustfmt has reformatted a module, the report says so and shows how to exclude the module.
#[test]
fn reports_files_changed_by_rustfmt() {
    let user = user("modules/rustfmt", MANIFEST);
    let file = user.join("library/src/aws/mod.rs");
    let status =
        std::process::Command::new("rustfmt").args(["--edition", "2024"]).arg(&file).status();
    assert!(status.unwrap().success());
    let ran = xtask(&user, &["codegen", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("write `#[rustfmt::skip]` before `mod aws;`"), "{}", ran.out);
}

fn codegen_with(user: &Path, manifest: &str) -> String {
    write(&user.join("codegen.toml"), manifest);
    shown(&xtask(user, &["codegen"]))
}

#[test]
fn rejects_invalid_modules() {
    let user = scratch("modules/refused");
    let service = "[[output.service]]\nmodel = \"m\"\noperations = \"all\"\n";
    let output = |keys: &str| format!("[[output]]\n{keys}\n{service}");
    let two = |names: [&str; 2]| {
        let named = names.map(|name| {
            format!("[[output.service]]\nname = \"{name}\"\nmodel = \"m\"\noperations = \"all\"\n")
        });
        format!("[[output]]\npath = \"x/src/aws\"\nkind = \"module\"\n{}", named.concat())
    };
    let manifests = [
        output("path = \"x/lib/aws\"\nkind = \"module\""),
        output("path = \"x/src\"\nkind = \"module\""),
        output("path = \"x/src/my-aws\"\nkind = \"module\""),
        output("path = \"x/aws\"\nkind = \"module\"\nmodule = \"aws\""),
        output("path = \"x/aws\"\nmodule = \"crate::aws\""),
        output("path = \"x/src/aws\"\nkind = \"module\"") + service,
        two(["backup", "backup"]),
        two(["runtime", "Backup"]),
    ];
    let outputs: Vec<String> =
        manifests.iter().map(|manifest| codegen_with(&user, manifest)).collect();
    insta::assert_snapshot!(outputs.join("\n"));
}
