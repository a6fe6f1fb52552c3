//! `cargo xtask changes --history`, as a user runs the command.

use std::path::{Path, PathBuf};

use tests::cargo::{copy, scratch, write, write_bytes};
use tests::packages::{dated_wheel, packages};
use tests::{NINE, Ran, read, repository, shown, wheel, xtask};

/// A folder with six versions of a small service as wheels. The second and the fifth have changes; the names of the
/// files sort 1.2.10 before 1.2.9.
fn project(name: &str) -> PathBuf {
    let project = scratch(&format!("history/{name}"));
    let old = read("tests/changes/old.json");
    let busy = old.replace("\"BAY\"", "\"BAY\", \"ROAN\"");
    let new = read("tests/changes/new.json").replace("\"BAY\"", "\"BAY\", \"ROAN\"");
    let versions = [
        ("1.2.8", (2023, 2, 6), &old),
        ("1.2.9", (2023, 2, 7), &busy),
        ("1.2.10", (2023, 2, 8), &busy),
        ("1.2.11", (2023, 2, 9), &busy),
        ("1.3.0", (2024, 2, 29), &new),
        ("1.3.1", (2024, 3, 1), &new),
    ];
    for (version, day, model) in versions {
        let file = format!("wheels/botocore-{version}-py3-none-any.whl");
        write_bytes(&project.join(file), &dated_wheel(version, day, model));
    }
    project
}

fn history(project: &Path, args: &[&str]) -> Ran {
    xtask(project, &[&["changes", "--history", "wheels"], args].concat())
}

#[test]
fn shows_changes_of_my_operations_in_every_format() {
    let project = project("formats");
    let of = |args: &[&str]| history(&project, &[&["--service", "stables"], args].concat());
    insta::assert_snapshot!("history_as_text", shown(&of(&[])));
    let mine = of(&["--operations", "ListStables,Feed"]);
    insta::assert_snapshot!("history_of_operations", shown(&mine));
    let markdown = of(&["--format", "markdown", "--operations", "GetHorse,MoveHorse"]);
    insta::assert_snapshot!("history_as_markdown", shown(&markdown));
    let html = of(&["--format", "html"]);
    assert!(html.code == 0 && html.out.starts_with("<!DOCTYPE html>"), "{}", html.err);
    assert!(html.out.contains("<span class=\"date\">2023-02-07</span>"));
    assert_eq!(of(&["--fail-on", "major"]).code, 1);
    assert_eq!(of(&["--operations", "Feed", "--fail-on", "major"]).code, 0);
}

#[test]
fn uses_operations_and_settings_of_the_manifest() {
    let project = project("manifest");
    write(
        &project.join("models/stables/2024-01-31/service-2.json"),
        &read("tests/changes/old.json"),
    );
    let manifest = r#"[[output]]
path = "generated/horses"

[[output.service]]
model = "models/stables/2024-01-31"
operations = ["GetHorse"]
"#;
    write(&project.join("codegen.toml"), manifest);
    let by_name = history(&project, &["--service", "stables", "--operations", "GetHorse"]);
    assert_eq!(shown(&history(&project, &[])), shown(&by_name));
    assert_eq!(shown(&history(&project, &["--output", "horses"])), shown(&by_name));
    // Two outputs with one service have one timeline.
    let riders = manifest
        .replace("generated/horses", "generated/riders")
        .replace(r#"["GetHorse"]"#, r#"["MoveHorse", "GetHorse"]"#);
    write(&project.join("codegen.toml"), &format!("{manifest}\n{riders}"));
    let both = history(&project, &[]).out;
    assert!(both.contains("Stables") && both.contains(": 2 operations, 6 versions"), "{both}");
    // The folder has another name, and sources.toml knows the service.
    let renamed = project.join("models/mine");
    copy(&project.join("models/stables/2024-01-31"), &renamed);
    write(&project.join("codegen.toml"), &manifest.replace("stables/2024-01-31", "mine"));
    insta::assert_snapshot!("service_without_a_name", shown(&history(&project, &[])));
    let sources = r#"[[model]]
path = "mine"
package = "botocore-1.2.8-py3-none-any.whl"
service = "stables"
api-version = "2024-01-31"
sha256 = {}
"#;
    write(&project.join("models/sources.toml"), sources);
    assert_eq!(shown(&history(&project, &[])), shown(&by_name));
}

#[test]
fn reads_sdists_and_folders() {
    let folder = packages("history");
    let ran = xtask(
        &folder,
        &["changes", "--history", "botocore-1.2.3.tar.gz", "unpacked", "--service", "herds"],
    );
    insta::assert_snapshot!(shown(&ran));
}

#[test]
fn rejects_unknown_services_operations_and_formats() {
    let project = project("bad");
    write(&project.join("one/botocore-1.2.8-py3-none-any.whl"), "not a wheel");
    let cases: [&[&str]; 6] = [
        &["wheels", "--service", "stable"],
        &["wheels", "--service", "stables", "--operations", "GetHorses"],
        &["wheels", "--service", "broken"],
        &["wheels", "--service", "stables", "--format", "json"],
        &["wheels/botocore-1.2.8-py3-none-any.whl", "--service", "stables"],
        &["one", "--service", "stables"],
    ];
    let all = cases.map(|args| {
        let ran = xtask(&project, &[&["changes", "--history"], args].concat());
        format!("$ changes --history {}\n{}", args.join(" "), shown(&ran))
    });
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn change_of_the_published_page_is_one_row() {
    let [Some(old), Some(new)] = ["1.29.66", "1.29.67"].map(wheel) else { return };
    let [old, new] = [old, new].map(|path| path.display().to_string());
    let operations = NINE.join(",");
    let args =
        ["changes", "--history", &new, &old, "--service", "backup", "--operations", &operations];
    insta::assert_snapshot!(shown(&xtask(&repository(""), &args)));
}
