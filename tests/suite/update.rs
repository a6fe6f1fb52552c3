//! `update`: models, `sources.toml`, outputs and lock file move to another package together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[cfg(unix)]
use proptest::prelude::Rng;
#[cfg(unix)]
use proptest::test_runner::{RngAlgorithm, TestRng};
use tests::cargo::{edit, files_below, scratch, write, write_bytes};
use tests::packages::{wheel_name, wheel_of};
use tests::{Ran, read, shown, wheel, xtask};

const MANIFEST: &str = r#"# Ours.

[[output]]
path = "generated/herds"

[[output.service]]
model = "models/herds"
operations = ["CreateGoat", "GetHerd"]

[[output]]
path = "generated/all"

[[output.service]]
name = "horses"
model = "models/horses"
operations = "all"

[[output.service]]
name = "herds"
model = "models/herds"
operations = ["GetHerds"]
"#;

/// The manifest with its first output alone.
fn one_output() -> &'static str {
    MANIFEST.split("\n[[output]]\npath = \"generated/all\"").next().unwrap()
}

/// The files of the old package: two services, one of them with paginators.
fn old_files() -> Vec<(&'static str, String)> {
    let paginators =
        r#"{ "pagination": { "CreateGoat": { "input_token": "name", "output_token": "name" } } }"#;
    vec![
        ("herds/2024-01-31/service-2.json", read("tests/features/shared_shapes/model.json")),
        ("herds/2024-01-31/paginators-1.json", paginators.to_owned()),
        ("horses/2024-01-31/service-2.json", read("tests/features/path_and_query/model.json")),
    ]
}

/// The files of the new package: a member is required, another one is new, and the paginators are gone.
fn new_files() -> Vec<(&'static str, String)> {
    let herds = read("tests/features/shared_shapes/model.json");
    let herds = herds.replace(r#""required": ["name"]"#, r#""required": ["name", "age"]"#);
    let herds = herds.replace(
        r#""bell": { "shape": "Bell" } }"#,
        r#""bell": { "shape": "Bell" }, "age": { "shape": "String" } }"#,
    );
    vec![
        ("herds/2024-01-31/service-2.json", herds),
        ("horses/2024-01-31/service-2.json", read("tests/features/path_and_query/model.json")),
    ]
}

/// A repository with both packages, pinned models of the old one, and up-to-date outputs.
fn project(name: &str) -> PathBuf {
    let project = scratch(&format!("update/{name}"));
    lay_out(&project, &old_files(), &new_files(), MANIFEST);
    project
}

fn lay_out(project: &Path, old: &[(&str, String)], new: &[(&str, String)], manifest: &str) {
    write_bytes(&project.join("target/models").join(wheel_name("1.0.0")), &wheel_of("1.0.0", old));
    write_bytes(&project.join("target/models").join(wheel_name("2.0.0")), &wheel_of("2.0.0", new));
    write(&project.join("codegen.toml"), manifest);
    let mut services: Vec<&str> =
        old.iter().filter_map(|(path, _)| path.split('/').next()).collect();
    services.dedup();
    for service in services {
        pin(project, service);
    }
    let ran = xtask(project, &["codegen"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn pin(project: &Path, service: &str) {
    let package = format!("target/models/{}", wheel_name("1.0.0"));
    let to = format!("models/{service}");
    let args = ["models", "import", &package, "--service", service, "--pin", "--to", &to];
    let ran = xtask(project, &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn update(project: &Path, args: &[&str]) -> Ran {
    xtask(project, &[&["update"], args].concat())
}

/// The text of every file outside of `target`, by path.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = files_below(folder);
    files.retain(|path, _| !path.starts_with("target"));
    let text = |path| std::fs::read_to_string(path).unwrap_or_default();
    files.into_iter().map(|(name, path)| (name, text(path))).collect()
}

fn assert_sound(project: &Path) {
    let check = xtask(project, &["codegen", "--check"]);
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
    let verify = xtask(project, &["models", "verify"]);
    assert_eq!(verify.code, 0, "{}{}", verify.out, verify.err);
}

#[test]
fn moves_models_and_outputs_there_and_back() {
    let project = project("there_and_back");
    let old = tree(&project);
    insta::assert_snapshot!(shown(&update(
        &project,
        &["botocore==2.0.0", "--markdown", "target/update.md"]
    )));
    insta::assert_snapshot!(std::fs::read_to_string(project.join("target/update.md")).unwrap());
    assert_sound(&project);
    let new = tree(&project);
    assert!(!new.contains_key("models/herds/paginators-1.json"));
    insta::assert_snapshot!(shown(&update(&project, &["botocore==2.0.0"])));
    assert_eq!(tree(&project), new, "a second update changes nothing");
    let back = update(&project, &["botocore==1.0.0"]);
    assert_eq!(back.code, 0, "{}", back.err);
    assert_eq!(tree(&project), old);
    assert_sound(&project);
}

#[test]
fn dry_run_writes_nothing() {
    let project = project("dry");
    let before = tree(&project);
    let wheel = format!("target/models/{}", wheel_name("2.0.0"));
    let ran = update(&project, &[&wheel, "--dry-run", "--markdown", "target/dry.md"]);
    assert!(ran.out.ends_with("nothing was written, because of --dry-run\n"), "{}", ran.out);
    assert_eq!(ran.code, 0);
    assert_eq!(tree(&project), before);
    assert!(project.join("target/dry.md").exists());
    assert_eq!(update(&project, &[&wheel, "--dry-run", "--fail-on", "major"]).code, 1);
    assert_eq!(update(&project, &[&wheel, "--dry-run", "--fail-on", "silent"]).code, 0);
}

#[test]
fn fail_on_writes_and_exits_with_1() {
    let project = project("fail_on");
    assert_eq!(update(&project, &["botocore==2.0.0", "--fail-on", "major"]).code, 1);
    assert_sound(&project);
    let sources = std::fs::read_to_string(project.join("models/sources.toml")).unwrap();
    assert!(sources.contains("2.0.0") && !sources.contains("1.0.0"), "{sources}");
}

#[test]
fn moves_selected_services_only() {
    let project = project("service");
    let ran = update(&project, &["botocore==2.0.0", "--service", "horses"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let sources = std::fs::read_to_string(project.join("models/sources.toml")).unwrap();
    assert!(sources.contains("2.0.0") && sources.contains("1.0.0"), "{sources}");
    assert_sound(&project);
    insta::assert_snapshot!(shown(&update(&project, &["botocore==2.0.0", "--service", "hens"])));
}

#[test]
fn refuses_what_would_lose_or_break_something() {
    let project = project("refused");
    let before = tree(&project);
    let api = project.join("models/herds/api-2.json");
    edit(&api, "\"GET\"", "\"PUT\"");
    let edited = shown(&update(&project, &["botocore==2.0.0"]));
    edit(&api, "\"PUT\"", "\"GET\"");
    // The new package has neither the operation nor the service.
    let herds = new_files().remove(0).1.replace("\"CreateGoat\"", "\"RaiseGoat\"");
    let files = [("herds/2024-01-31/service-2.json", herds)];
    write_bytes(
        &project.join("target/models").join(wheel_name("3.0.0")),
        &wheel_of("3.0.0", &files),
    );
    let service = shown(&update(&project, &["botocore==3.0.0"]));
    let operation = shown(&update(&project, &["botocore==3.0.0", "--service", "generated/herds"]));
    write(&project.join("models/herds/waiters-2.json"), "{}");
    let nothing = shown(&update(&project, &["nothing-here"]));
    insta::assert_snapshot!([edited, service, operation, nothing].join("\n"));
    let mut after = tree(&project);
    after.remove("models/herds/waiters-2.json");
    assert_eq!(after, before);
}

#[test]
fn asks_for_pins() {
    let project = scratch("update/unpinned");
    write(
        &project.join("models/herds/api-2.json"),
        &read("tests/features/shared_shapes/model.json"),
    );
    write(&project.join("codegen.toml"), one_output());
    let inside = shown(&update(&project, &["botocore==2.0.0"]));
    edit(&project.join("codegen.toml"), "models/herds", "../models/herds");
    let outside = shown(&update(&project, &["botocore==2.0.0"]));
    insta::assert_snapshot!([inside, outside].join("\n"));
}

#[test]
fn keeps_line_endings_and_models_without_pin() {
    let project = project("crlf");
    write(&project.join("models/own/api-2.json"), &read("tests/features/shared_shapes/model.json"));
    let output = "\n[[output]]\npath = \"generated/own\"\n\n[[output.service]]\nmodel = \"models/own\"\noperations = [\"GetHerd\"]\n";
    write(&project.join("codegen.toml"), &(MANIFEST.to_owned() + output));
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    for file in [
        "codegen.toml",
        "models/sources.toml",
        "models/herds/api-2.json",
        "models/horses/api-2.json",
    ] {
        let text = std::fs::read_to_string(project.join(file)).unwrap();
        write(&project.join(file), &text.replace('\n', "\r\n"));
    }
    let old = tree(&project);
    let ran = update(&project, &["botocore==2.0.0"]);
    assert!(ran.out.contains("models/own stays: it is not pinned"), "{}", ran.out);
    for (file, text) in tree(&project).into_iter().filter(|(file, _)| file.contains(".toml")) {
        assert!(
            file.starts_with("generated") || !text.replace("\r\n", "").contains('\n'),
            "{file}"
        );
    }
    assert_eq!(update(&project, &["botocore==1.0.0"]).code, 0);
    // The paginator file is new, with the line endings of the package.
    assert_eq!(tree(&project), old);
}

#[test]
fn stops_at_reordered_constructors() {
    let project = scratch("update/reordered");
    let stables = read("tests/features/constructors/model.json");
    let swapped = stables.replace("{stable}/stalls/{Stall}", "{Stall}/stables/{stable}");
    let file = |text| [("stables/2024-01-31/service-2.json", text)];
    let manifest = "[[output]]\npath = \"generated/stables\"\n\n[[output.service]]\nmodel = \"models/stables\"\noperations = \"all\"\n";
    lay_out(&project, &file(stables), &file(swapped), manifest);
    // A lock file of an older version does not list constructors.
    let lock = std::fs::read_to_string(project.join("codegen.lock")).unwrap();
    let older = lock
        .split("\n[output.constructors]\n")
        .next()
        .unwrap()
        .replace("generator = ", "generator = 1 #");
    write(&project.join("codegen.lock"), &older);
    let before = tree(&project);
    insta::assert_snapshot!(shown(&update(&project, &["botocore==2.0.0"])));
    assert_eq!(tree(&project), before);
    let ran = update(&project, &["botocore==2.0.0", "--accept-reordered"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_sound(&project);
}

#[test]
fn takes_models_from_files() {
    let project = project("files");
    let smithy = read("tests/smithy/stables.smithy.json");
    write(&project.join("given/stables.json"), &smithy);
    let import = |args: &[&str]| xtask(&project, &[&["models", "import"], args].concat());
    let imported = import(&[
        "given/stables.json",
        "--origin",
        "a colleague, in May",
        "--to",
        "models/stables",
    ]);
    insta::assert_snapshot!(shown(&imported));
    let output = "\n[[output]]\npath = \"generated/stables\"\n\n[[output.service]]\nmodel = \"models/stables\"\noperations = \"all\"\n";
    write(&project.join("codegen.toml"), &(MANIFEST.to_owned() + output));
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert_sound(&project);
    // The package does not have the model, which stays.
    let ran = update(&project, &["botocore==2.0.0"]);
    assert!(ran.out.contains("models/stables stays: botocore 2.0.0 has no service"), "{}", ran.out);
    write(
        &project.join("given/stables.json"),
        &smithy.replace("\"suppressions\": []", "\"suppressions\": [{}]"),
    );
    let ran = update(&project, &["given/stables.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_sound(&project);
    let sources = std::fs::read_to_string(project.join("models/sources.toml")).unwrap();
    let entry = sources.split("[[model]]").last().unwrap();
    assert!(entry.contains("origin = \"a colleague, in May\""), "{entry}");
    assert!(entry.contains("files = { \"stables.json\" = "), "{entry}");
    edit(&project.join("models/stables/model.json"), "\"smithy\"", "\"Smithy\"");
    assert_eq!(xtask(&project, &["models", "verify"]).code, 1);
}

#[test]
fn counts_changes_outside_of_partial_models() {
    let project = project("partial");
    write(&project.join("codegen.toml"), &one_output().replace("\"CreateGoat\", ", ""));
    let package = format!("target/models/{}", wheel_name("1.0.0"));
    let args =
        ["models", "import", &package, "--service", "herds", "--pin", "--to", "models/herds"];
    assert_eq!(xtask(&project, &[&args[..], &["--operations", "GetHerd"]].concat()).code, 0);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let old = tree(&project);
    let ran = update(&project, &["botocore==2.0.0", "--service", "herds"]);
    assert!(ran.out.contains("outside the selected operations: "), "{}", ran.out);
    let model = std::fs::read_to_string(project.join("models/herds/api-2.json")).unwrap();
    assert!(model.contains("\"age\"") && !model.contains("CreateGoat"), "{model}");
    assert_sound(&project);
    // An operation that the package has dropped is a change of the report.
    let goats = new_files().remove(0).1.replace("\"GetHerd\"", "\"GetFlock\"");
    let files = [("herds/2024-01-31/service-2.json", goats)];
    write_bytes(
        &project.join("target/models").join(wheel_name("3.0.0")),
        &wheel_of("3.0.0", &files),
    );
    let ran = update(&project, &["botocore==3.0.0", "--service", "herds"]);
    assert!(ran.err.contains("has no operation `GetHerd`"), "{}", ran.err);
    // Without the old package, only what the operations need is compared.
    let kept = project.join("target/models").join(wheel_name("2.0.0"));
    std::fs::rename(&kept, project.join("target/elsewhere.whl")).unwrap();
    let ran = update(&project, &["botocore==1.0.0"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.out.contains("outside the selected operations"), "{}", ran.out);
    assert_eq!(tree(&project), old);
}

#[cfg(unix)]
#[test]
fn follows_no_link_to_models() {
    let project = project("links");
    let elsewhere = tempfile::tempdir().unwrap();
    let (models, moved) = (project.join("models/herds"), elsewhere.path().join("herds"));
    std::fs::rename(&models, &moved).unwrap();
    std::os::unix::fs::symlink(&moved, &models).unwrap();
    let before = tree(&moved);
    let ran = update(&project, &["botocore==2.0.0"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`models/herds` is a symbolic link to"), "{}", ran.err);
    assert_eq!(tree(&moved), before);
    assert!(!project.join(".codegen-staging").exists());
    let file = moved.join("api-2.json");
    std::fs::rename(&models, project.join("target/link")).unwrap();
    std::fs::create_dir_all(&models).unwrap();
    for name in ["api-2.json", "paginators-1.json"] {
        std::os::unix::fs::symlink(moved.join(name), models.join(name)).unwrap();
    }
    let ran = update(&project, &["botocore==2.0.0"]);
    assert!(ran.err.contains("api-2.json` is a symbolic link"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(file).unwrap(), before["api-2.json"]);
}

/// Starts an update, and kills it when it starts to write, or a random time later.
#[cfg(unix)]
fn kill_update(project: &Path, version: &str, random: &mut TestRng) {
    let mut command = std::process::Command::new(tests::cargo::binary());
    command.args(["update", &format!("botocore=={version}")]).current_dir(project);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut child = command.spawn().unwrap();
    let wait = |micros: u32| std::thread::sleep(std::time::Duration::from_micros(micros.into()));
    if random.next_u32().is_multiple_of(4) {
        wait(random.next_u32() % 120_000);
    } else {
        let staging = project.join(".codegen-staging");
        while !staging.exists() && child.try_wait().unwrap().is_none() {}
        wait(random.next_u32() % 12_000);
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[cfg(unix)]
#[test]
fn killed_update_is_finished_or_has_changed_nothing() {
    let project = scratch("update/killed");
    // One output, so that a run is short.
    lay_out(&project, &old_files(), &new_files(), one_output());
    let versions = ["1.0.0", "2.0.0"];
    let expected = versions.map(|version| {
        assert_eq!(update(&project, &[&format!("botocore=={version}")]).code, 0);
        tree(&project)
    });
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let (mut at, mut seen) = (1, [0_u32; 3]);
    let has_all_kinds = |seen: &[u32; 3]| seen.iter().all(|count| *count > 3);
    // The speed of the machine decides how many kills hit the exchange.
    for run in 0..1000 {
        if run >= 100 && has_all_kinds(&seen) {
            break;
        }
        kill_update(&project, versions[1 - at], &mut random);
        // The next command may be any that writes.
        let next: &[&str] = match run % 2 {
            0 => &["codegen"],
            _ => &["add", "GetHerd"],
        };
        let ran = xtask(&project, next);
        assert_eq!(ran.code, 0, "run {run}: {}", ran.err);
        let found = tree(&project);
        let now = expected.iter().position(|tree| *tree == found);
        let now = now.unwrap_or_else(|| panic!("run {run} left a mixture: {:?}", found.keys()));
        let message = match ran.err.as_str() {
            "" => 0,
            "finished the interrupted `update`: models and manifest are the new ones\n" => {
                assert_eq!(now, 1 - at, "run {run}");
                1
            }
            "the last run was interrupted before it changed a file\n" => {
                assert_eq!(now, at, "run {run}");
                2
            }
            other => panic!("run {run}: {other}"),
        };
        seen[message] += 1;
        at = now;
    }
    assert!(has_all_kinds(&seen), "messages of all kinds: {seen:?}");
}

#[test]
fn moves_three_services_of_aws() {
    let (Some(old), Some(new)) = (wheel("1.29.67"), wheel("1.44.8")) else { return };
    let project = scratch("update/aws");
    for wheel in [&old, &new] {
        let name = wheel.file_name().unwrap();
        write_bytes(&project.join("target/models").join(name), &std::fs::read(wheel).unwrap());
    }
    let output = |service: &str, operations: &str| {
        format!(
            "[[output]]\npath = \"generated/{service}\"\n\n[[output.service]]\nmodel = \"models/{service}\"\noperations = [{operations}]\n\n"
        )
    };
    let manifest = output("backup", "\"ListBackupJobs\", \"CreateBackupPlan\"")
        + &output("sts", "\"AssumeRole\"")
        + &output("lambda", "\"Invoke\", \"GetFunction\"");
    write(&project.join("codegen.toml"), &manifest);
    let package = format!("target/models/{}", old.file_name().unwrap().to_str().unwrap());
    for service in ["backup", "sts", "lambda"] {
        let to = format!("models/{service}");
        let args = [
            "models",
            "import",
            &package,
            "--service",
            service,
            "--strip-docs",
            "--pin",
            "--to",
            &to,
        ];
        assert_eq!(xtask(&project, &args).code, 0);
    }
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let before = tree(&project);
    for (version, expected) in [("1.44.8", None), ("1.29.67", Some(&before))] {
        let source = format!("botocore=={version}");
        for _ in 0..2 {
            let ran = update(&project, &[&source]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert_sound(&project);
        }
        assert!(expected.is_none_or(|expected| *expected == tree(&project)));
    }
}
