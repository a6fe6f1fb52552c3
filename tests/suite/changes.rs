//! `cargo xtask changes`, as a user runs the command.

use std::path::{Path, PathBuf};
use std::process::Command;

use farrier_xtask::shared::digest;
use serde_json::Value;
use tests::cargo::{copy, scratch, write};
use tests::packages::{SDIST, WHEEL, packages};
use tests::{Ran, read, repository, shown, wheel, xtask};

const MANIFEST: &str = r#"[[output]]
path = "backup"

[[output.service]]
model = "models/backup/2018-11-15"
changes = ["models/backup/changes/2023-02-08.json"]
operations = "changed"
"#;

const MODEL: &str = "models/backup/2018-11-15";
const CHANGE: &str = "models/backup/changes/2023-02-08.json";

/// A repository with the models of AWS Backup, and with two versions of a small service, old.json and new.json.
fn project(name: &str) -> PathBuf {
    let project = scratch(&format!("changes/{name}"));
    copy(&repository("models/backup"), &project.join("models/backup"));
    copy(&repository("tests/changes"), &project);
    write(&project.join("codegen.toml"), MANIFEST);
    project
}

fn changes(project: &Path, args: &[&str]) -> Ran {
    xtask(project, &[&["changes"], args].concat())
}

#[test]
fn report_of_the_published_change() {
    let project = project("first-customer");
    insta::assert_snapshot!(shown(&changes(&project, &[MODEL, CHANGE, "--output", "backup"])));
}

#[test]
fn renders_a_change_in_every_format() {
    let project = project("renderings");
    for format in ["text", "markdown", "json", "tree"] {
        let ran = changes(&project, &["old.json", "new.json", "--format", format]);
        insta::assert_snapshot!(format!("as_{format}"), shown(&ran));
    }
    for format in ["text", "markdown"] {
        let ran = changes(&project, &["old.json", "new.json", "--all", "--format", format]);
        insta::assert_snapshot!(format!("as_full_{format}"), shown(&ran));
    }
    let page = changes(
        &project,
        &[
            "old.json",
            "new.json",
            "--format",
            "page",
            "--date",
            "2026-02-01",
            "--note",
            "More hay.",
        ],
    );
    insta::assert_snapshot!("as_page", shown(&page));
    let html = changes(&project, &["old.json", "new.json", "--format", "html"]);
    assert!(html.code == 0 && html.out.starts_with("<!DOCTYPE html>"), "{}", html.err);
}

#[test]
fn reports_changed_endpoint_parameters() {
    let project = project("endpoint-parameters");
    for name in ["old", "new"] {
        copy(&repository("tests/features/endpoint_params"), &project.join(name));
    }
    let model = read("tests/features/endpoint_params/model.json");
    let model = model.replace("\"value\": \"control\"", "\"value\": \"data\"");
    let model = model.replace("\"name\": \"TrailId\"", "\"name\": \"Unread\"");
    write(&project.join("new/model.json"), &model);
    insta::assert_snapshot!(shown(&changes(&project, &["old/model.json", "new/model.json"])));
}

/// The rules of the old model may have other hosts than the default.
#[test]
fn endpoint_rules_of_one_model_are_compared() {
    let project = project("endpoint-rules-removed");
    for name in ["old", "new"] {
        copy(&repository("tests/features/endpoint_params"), &project.join(name));
    }
    std::fs::rename(project.join("new/endpoint-rule-set-1.json"), project.join("elsewhere"))
        .unwrap();
    let changed = changes(&project, &["old/model.json", "new/model.json", "--fail-on", "wire"]);
    assert_eq!(changed.code, 1);
    assert!(
        changed.out.contains("(deployed clients send requests to the old endpoint)"),
        "{}",
        changed.out
    );
}

#[test]
fn summarizes_changes_outside_of_the_slice() {
    let project = project("slice");
    let of = |operations| changes(&project, &["old.json", "new.json", "--operations", operations]);
    insta::assert_snapshot!(shown(&of("ListStables")), @"
    exit 0
    Stables: patch (no API changes): 1 URI changed, 1 constraint tightened; affects 1 operation; breaks deployed clients

    compiles, and deployed clients break
      1 URI changed: ListStables: /stables → /v2/stables

    not shown: 1 constraint (--all)
    outside the selected operations: 1 operation added (Feed), 1 operation removed (Close), 7 other changes
    ");
    insta::assert_snapshot!(shown(&of("Close,GetHorses")), @"
    exit 2
    error: service `Stables` has no operation `GetHorses`
     |
     = help: did you mean `GetHorse`?

    1 error
    ");
}

#[test]
fn exit_codes() {
    let project = project("exit");
    let code = |pair: [&str; 2], fail_on| {
        changes(&project, &[&pair[..], &["--fail-on", fail_on]].concat()).code
    };
    let (same, minor, major) =
        (["old.json", "old.json"], [MODEL, CHANGE], ["old.json", "new.json"]);
    let levels = ["any", "minor", "wire", "major", "silent"];
    assert_eq!(levels.map(|fail_on| code(same, fail_on)), [0, 0, 0, 0, 0]);
    assert_eq!(levels.map(|fail_on| code(minor, fail_on)), [1, 1, 0, 0, 0]);
    assert_eq!(levels.map(|fail_on| code(major, fail_on)), [1, 1, 1, 1, 0]);
    assert_eq!(levels.map(|fail_on| code(swapped_labels(&project), fail_on)), [1, 1, 1, 1, 1]);
    assert_eq!(changes(&project, &["old.json", "new.json"]).code, 0);
    assert_eq!(changes(&project, &["old.json", "none.json", "--fail-on", "any"]).code, 2);
}

/// Two models of a small service. In the second, two labels of an operation are in another order, and a field is gone.
fn swapped_labels(project: &Path) -> [&'static str; 2] {
    let text = read("tests/features/constructors/model.json");
    let swapped = text
        .replace("{stable}/stalls/{Stall}", "{Stall}/stables/{stable}")
        .replace("\"Since\": { \"shape\": \"Integer\" },", "");
    write(&project.join("labels.json"), &text);
    write(&project.join("swapped.json"), &swapped);
    ["labels.json", "swapped.json"]
}

#[test]
fn silent_changes_come_first() {
    let project = project("silent");
    let models = swapped_labels(&project);
    let ran = |format| changes(&project, &[&models[..], &["--format", format]].concat());
    insta::assert_snapshot!(["text", "markdown"].map(|format| shown(&ran(format))).join("---\n"));
    let json: Value = serde_json::from_str(&ran("json").out).unwrap();
    assert_eq!(json["rust"], serde_json::json!({ "crate": "silent", "module": "silent" }));
}

#[test]
fn reports_no_changes() {
    let project = project("same");
    let shown_as =
        |format| shown(&changes(&project, &["old.json", "old.json", "--format", format]));
    insta::assert_snapshot!(["text", "markdown"].map(shown_as).join("---\n"), @"
    exit 0
    Stables: no changes
    ---
    exit 0
    ### Stables: no changes
    ");
}

/// The report for the small service after replacements. `shared` edits both versions, `edits` only the new one.
fn reworded(name: &str, shared: &[(&str, &str)], edits: &[(&str, &str)]) -> String {
    let project = project(name);
    let edit = |text: String, edits: &[(&str, &str)]| {
        edits.iter().fold(text, |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        })
    };
    let old = edit(read("tests/changes/old.json"), shared);
    write(&project.join("old.json"), &old);
    write(&project.join("new.json"), &edit(old, edits));
    shown(&changes(&project, &["old.json", "new.json"]))
}

#[test]
fn explicit_defaults_are_no_change() {
    let v4 = (
        r#""endpointPrefix": "stables""#,
        r#""endpointPrefix": "stables", "signatureVersion": "v4""#,
    );
    let said = (
        r#""signatureVersion": "v4""#,
        r#""signatureVersion": "v4", "auth": ["aws.auth#sigv4"], "signingName": "stables""#,
    );
    let status = (r#""requestUri": "/close""#, r#""requestUri": "/close", "responseCode": 200"#);
    let length = (r#""max": 64"#, r#""min": 0, "max": 64"#);
    let report = reworded("usual", &[v4], &[said, status, length]);
    assert_eq!(report, "exit 0\nStables: no changes\n");
    let operation =
        (r#""requestUri": "/close"}"#, r#""requestUri": "/close"}, "auth": ["aws.auth#sigv4"]"#);
    assert_eq!(reworded("usual-auth", &[v4], &[operation]), "exit 0\nStables: no changes\n");
}

#[test]
fn unused_names_break_nothing() {
    let label = [
        ("/horses/{name}", "/horses/{id}"),
        (r#""locationName": "name""#, r#""locationName": "id""#),
    ];
    insta::assert_snapshot!(reworded("label", &[], &label), @"
    exit 0
    Stables: patch (no API changes): 1 path label renamed; affects 1 operation; no effect on the wire

    other changes
      1 path label renamed: GetHorse.input.name: name → id (the names of path labels are not sent on the wire)
    ");
    let to = r#""to": {"shape": "Name"}"#;
    let header = |name: &str| {
        to.replace('}', &format!(r#", "location": "header", "locationName": "{name}"}}"#))
    };
    let (upper, lower) = (header("X-To"), header("x-to"));
    let report = reworded("header", &[(to, &upper)], &[(&upper, &lower)]);
    assert_eq!(report, "exit 0\nStables: no changes\n");
}

#[test]
fn renders_no_changes_in_every_format() {
    let project = project("unchanged");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let json: Value = serde_json::from_str(&changes(&project, &["--format", "json"]).out).unwrap();
    assert_eq!(json["headline"], "no changes");
    assert_eq!(changes(&project, &["--format", "tree"]).out, "[]\n");
    let second = MANIFEST.replace("path = \"backup\"", "path = \"more\"");
    write(&project.join("codegen.toml"), &format!("{MANIFEST}\n{second}"));
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    insta::assert_snapshot!(shown(&changes(&project, &["--format", "json"])));
    assert_eq!(changes(&project, &["--format", "tree", "--output", "more"]).out, "[]\n");
}

#[test]
fn documentation_changes_are_hidden_by_default() {
    let project = project("docs");
    let old = read("tests/changes/old.json");
    let edited = old.replacen(
        r#""GetHorseInput": {"#,
        r#""GetHorseInput": { "documentation": "<p>Which <i>horse</i>.</p>", "#,
        1,
    );
    assert_ne!(old, edited);
    write(
        &project.join("new.json"),
        &edited.replace("\"GetHorseInput\": {\n", "\"GetHorseInput\": {"),
    );
    let hidden = changes(&project, &["old.json", "new.json", "--fail-on", "any"]);
    let documented = changes(&project, &["old.json", "new.json", "--docs", "--fail-on", "any"]);
    insta::assert_snapshot!(shown(&hidden) + "---\n" + &shown(&documented), @"
    exit 0
    Stables: no changes

    not shown: 1 documentation edit (--docs)
    ---
    exit 1
    Stables: none (no code changes): 1 documentation text edited; affects 1 operation; no effect on the wire

    none  1 documentation text edited
      GetHorse.input: none → <p>Which <i>horse</i>.</p>
    ");
}

#[test]
fn applied_document_leaves_only_unpublished_facts() {
    let project = project("apply");
    let applied = changes(&project, &[MODEL, CHANGE, "--apply", CHANGE]);
    insta::assert_snapshot!(shown(&applied), @"
    exit 0
    AWS Backup: no changes
    ");
    let small = r#"{"service": "Stables", "date": "2026-02-01", "operations": [
        {"operation": "GetHorse", "status": "updated", "changes": {"response": {"coat": {"$added": ["CHESTNUT"]}}}}]}"#;
    write(&project.join("small.json"), small);
    let page = "Stables\n\n2026/02/01 - Stables - 1 updated api methods\n\nGetHorse\u{a0}(updated) Link ¶\n\
                Changes (response)\n{'coat': {'CHESTNUT'}}\n";
    write(&project.join("page.txt"), page);
    let left = |file| changes(&project, &["old.json", "new.json", "--apply", file]).out;
    assert!(!left("small.json").contains("CHESTNUT"));
    assert_eq!(left("small.json"), left("page.txt"));
    assert_eq!(
        changes(&project, &["old.json", "page.txt"]).out,
        changes(&project, &["old.json", "small.json"]).out
    );
}

#[test]
fn rejects_invalid_arguments_with_help() {
    let project = project("bad");
    write(&project.join("broken.json"), "{\"metadata\": {}");
    let cases: [&[&str]; 14] = [
        &["old.json", "none.json"],
        &["old.json", "broken.json"],
        &[CHANGE, MODEL],
        &["old.json", CHANGE],
        &["old.json", "new.json", "--output", "forward"],
        &["old.json"],
        &["old.json", "new.json", "--format", "page"],
        &["old.json", "new.json", "--format", "page", "--note", "Hay.", "--date", "2026-13-01"],
        &["old.json", "new.json", "--date", "2026-12-01"],
        &["stables.json", "herds.json"],
        &["", "new.json"],
        &["git:HEAD", "new.json"],
        &["old.json", "new.json", "--apply", "old.json"],
        &[],
    ];
    for (name, id) in [("stables.json", "Stables"), ("herds.json", "Herds")] {
        let text = read("tests/changes/old.json");
        let text =
            text.replacen("\"apiVersion\"", &format!("\"serviceId\": \"{id}\", \"apiVersion\""), 1);
        write(&project.join(name), &text);
    }
    let all: Vec<String> = cases
        .iter()
        .map(|args| format!("$ changes {}\n{}", args.join(" "), shown(&changes(&project, args))))
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}

/// Runs git in a folder with a test identity.
fn git(folder: &Path, args: &[&str]) {
    let ran = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args([
            "-c",
            "user.name=Tests",
            "-c",
            "user.email=tests@example.com",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(args)
        .output()
        .expect("git is installed");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn reads_model_from_git_commit() {
    let project = project("git");
    git(&project, &["init", "--quiet"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "--quiet", "--message", "Models"]);
    let from_files = changes(&project, &["old.json", "new.json"]).out;
    write(&project.join("old.json"), "gone");
    assert_eq!(changes(&project, &["git:HEAD:old.json", "git:HEAD:new.json"]).out, from_files);
    let folder = format!("git:HEAD:{MODEL}");
    assert_eq!(changes(&project, &[&folder, CHANGE]).out, changes(&project, &[MODEL, CHANGE]).out);
    let bad =
        ["git:nobody:old.json", "git:HEAD:none.json", "git:HEAD:models", "git:HEAD:codegen.toml"];
    let errors = bad.map(|old| {
        format!("$ changes {old} new.json\n{}", shown(&changes(&project, &[old, "new.json"])))
    });
    insta::assert_snapshot!(errors.join("\n"));
}

#[test]
fn compares_with_the_lock_file_by_default() {
    let project = project("lock");
    git(&project, &["init", "--quiet"]);
    let without = changes(&project, &[]);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    git(&project, &["add", "."]);
    git(&project, &["commit", "--quiet", "--message", "Generated"]);
    let unchanged = changes(&project, &[]);
    let api = project.join(MODEL).join("api-2.json");
    let text = std::fs::read_to_string(&api).unwrap();
    let edited = text.replacen("\"PARTIAL\"", "\"PARTIAL\",\n        \"HALTED\"", 1);
    assert_ne!(text, edited);
    write(&api, &edited);
    let changed = changes(&project, &["--fail-on", "any"]);
    // The earlier commit still has the file.
    git(&project, &["commit", "--quiet", "--all", "--message", "Edited"]);
    assert_eq!(shown(&changes(&project, &["--fail-on", "any"])), shown(&changed));
    let drift = xtask(&project, &["codegen", "--check"]);
    assert!(drift.code == 1 && drift.out.contains("the model changed"), "{}", drift.out);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert_eq!(changes(&project, &["--fail-on", "any"]).code, 0);
    insta::assert_snapshot!([without, unchanged, changed].map(|ran| shown(&ran)).join("---\n"));
}

#[test]
fn services_of_all_outputs_are_reported_once() {
    let project = project("once");
    git(&project, &["init", "--quiet"]);
    copy(&project.join("models/backup"), &project.join("models/other"));
    write(&project.join("models/stables/api-2.json"), &read("tests/changes/old.json"));
    let output = |path: &str, model: &str, operations: &str| {
        format!(
            "[[output]]\npath = \"{path}\"\n\n[[output.service]]\nmodel = \"models/{model}\"\noperations = {operations}\n\n"
        )
    };
    let manifest = [
        output("backup", "backup/2018-11-15", r#"["DescribeBackupJob"]"#),
        output("generated/horses", "stables", r#"["GetHorse"]"#),
        output("generated/riders", "stables", r#"["MoveHorse", "Close"]"#),
    ];
    write(&project.join("codegen.toml"), &manifest.concat());
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    git(&project, &["add", "."]);
    git(&project, &["commit", "--quiet", "--message", "Generated"]);
    write(&project.join("models/stables/api-2.json"), &read("tests/changes/new.json"));
    let text = changes(&project, &["--fail-on", "major"]);
    let markdown = changes(&project, &["--format", "markdown", "--all"]);
    insta::assert_snapshot!([text, markdown].map(|ran| shown(&ran)).join("---\n"));
    assert!(changes(&project, &["--format", "html"]).out.contains("<title>2 services: major"));
}

#[test]
fn names_service_of_a_package() {
    let folder = packages("changes");
    let of = |service: &str| {
        changes(&folder, &[&format!("{WHEEL}/{service}"), &format!("{SDIST}/{service}")])
    };
    insta::assert_snapshot!(shown(&of("herds")), @"
    exit 0
    Herds, really: no changes
    ");
    insta::assert_snapshot!(shown(&of("herd")), @"
    exit 2
    error: `botocore-1.2.3-py3-none-any.whl` has no service `herd`
     |
     = help: did you mean `herds`?

    error: `botocore-1.2.3.tar.gz` has no service `herd`
     |
     = help: did you mean `herds`?

    2 errors
    ");
}

/// The SHA-256 of the published page of 2023-02-08, with AWS's description of the change replaced by `…`, because
/// that text is not committed. With the original text the page has 60,971 bytes and the digest
/// 8ab6675366c16dbb8655a36aeeff3fe654b1f1cea81d018e0d5fcc2e2f763d21.
const PAGE: &str = "8495f7bf98540b6cb9382dfb7f81fee5578cd19a87ab3a3bc687de27b8a0d446";

#[test]
fn reproduces_the_published_page() {
    let [Some(old), Some(new)] = ["1.29.66", "1.29.67"].map(wheel) else { return };
    let [old, new] = [old, new].map(|path| format!("{}/backup", path.display()));
    let of = |args: &[&str]| {
        let ran = changes(&repository(""), &[&[&old, &new, "--operations", "all"], args].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        ran.out
    };
    let page = of(&["--format", "page", "--date", "2023-02-08", "--note", "…"]);
    assert_eq!((page.len(), digest(page.as_bytes()).as_str()), (60_775, PAGE));
    // The committed facts give the same nine trees, with documentation or without.
    let committed = changes(&repository(""), &[MODEL, CHANGE, "--format", "tree"]);
    assert_eq!(of(&["--format", "tree"]), committed.out);
}
