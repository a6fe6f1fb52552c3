//! `add` and `remove`: operations of the manifest, with models and outputs.

use std::path::{Path, PathBuf};

use farrier_xtask::shared::manifest::{ManifestText, check};
use proptest::prelude::*;
use tests::cargo::{scratch, write, write_bytes};
use tests::packages::{wheel_name, wheel_of};
use tests::{Ran, read, shown, xtask};

const MANIFEST: &str = r#"# Ours.

[[output]]
path = "generated/herds"
client = "ureq"

[[output.service]]
model = "models/herds"
operations = [
    "GetHerd", # every night
    "GetHerds",
]
docs = "none"
"#;

/// A repository with a pinned model and up-to-date output, and a package with another service.
fn project(name: &str, import: &[&str]) -> PathBuf {
    let project = scratch(&format!("operations/{name}"));
    let files = [
        ("herds/2024-01-31/service-2.json", read("tests/features/shared_shapes/model.json")),
        ("horses/2024-01-31/service-2.json", read("tests/features/path_and_query/model.json")),
    ];
    let package = format!("target/models/{}", wheel_name("1.0.0"));
    write_bytes(&project.join(&package), &wheel_of("1.0.0", &files));
    write(&project.join("codegen.toml"), MANIFEST);
    let args =
        ["models", "import", &package, "--service", "herds", "--pin", "--to", "models/herds"];
    assert_eq!(xtask(&project, &[&args, import].concat()).code, 0);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    project
}

fn text(project: &Path, file: &str) -> String {
    std::fs::read_to_string(project.join(file)).unwrap()
}

fn assert_sound(project: &Path) {
    for args in
        [&["codegen", "--check"][..], &["models", "verify"], &["models", "verify", "--upstream"]]
    {
        let ran = xtask(project, args);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.out, ran.err);
    }
}

/// Runs a command, and checks the repository after it.
fn run(project: &Path, args: &[&str]) -> Ran {
    let ran = xtask(project, args);
    assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.out, ran.err);
    assert_sound(project);
    ran
}

#[test]
fn adds_and_removes_operations() {
    let project = project("there_and_back", &[]);
    run(&project, &["add", "CreateGoat"]);
    let expected = MANIFEST.replace("operations = [\n", "operations = [\n    \"CreateGoat\",\n");
    assert_eq!(text(&project, "codegen.toml"), expected);
    assert!(project.join("generated/herds/src/operations/create_goat.rs").exists());
    // A second time, nothing changes.
    run(&project, &["add", "CreateGoat", "--service", "herds"]);
    assert_eq!(text(&project, "codegen.toml"), expected);
    run(&project, &["remove", "CreateGoat"]);
    assert_eq!(text(&project, "codegen.toml"), MANIFEST);
    assert!(!project.join("generated/herds/src/operations/create_goat.rs").exists());
}

#[test]
fn adds_and_removes_a_service() {
    let project = project("service", &[]);
    let sources = text(&project, "models/sources.toml");
    let added = run(&project, &["add", "FindHorses", "--service", "horses"]);
    let manifest = text(&project, "codegen.toml");
    insta::assert_snapshot!(format!("{}\n{manifest}", shown(&added)));
    assert!(project.join("models/horses/2024-01-31/api-2.json").exists());
    run(&project, &["add", "PutRoute", "--service", "horses"]);
    run(&project, &["remove", "FindHorses", "PutRoute"]);
    assert_eq!(text(&project, "codegen.toml"), MANIFEST);
    assert_eq!(text(&project, "models/sources.toml"), sources);
    assert!(!project.join("models/horses").exists());
    assert!(!project.join("generated/horses").exists());
}

#[test]
fn adds_a_module_to_a_shared_output() {
    let project = project("module", &[]);
    let named = MANIFEST.replace("[[output.service]]\n", "[[output.service]]\nname = \"herds\"\n");
    write(&project.join("codegen.toml"), &named);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    run(&project, &["add", "FindHorses", "--service", "horses", "--sliced"]);
    insta::assert_snapshot!(text(&project, "codegen.toml"));
    let model = text(&project, "models/horses/2024-01-31/api-2.json");
    assert!(model.contains("FindHorses") && !model.contains("PutRoute"), "{model}");
    run(&project, &["add", "PutRoute"]);
    let model = text(&project, "models/horses/2024-01-31/api-2.json");
    assert!(model.contains("PutRoute"), "{model}");
}

#[test]
fn keeps_partial_models_partial() {
    let project = project("partial", &["--operations", "GetHerd,GetHerds"]);
    let model = text(&project, "models/herds/api-2.json");
    assert!(!model.contains("NotNeeded") && !model.contains("CreateGoat"), "{model}");
    run(&project, &["add", "Unused"]);
    assert!(text(&project, "models/herds/api-2.json").contains("NotNeeded"));
    run(&project, &["remove", "Unused"]);
    assert_eq!(text(&project, "models/herds/api-2.json"), model);
    // Without the package, operations can be removed, and not added.
    std::fs::rename(project.join("target/models"), project.join("target/elsewhere")).unwrap();
    assert_eq!(xtask(&project, &["remove", "GetHerd"]).code, 0);
    let ran = xtask(&project, &["add", "GetHerd", "--python", "no-python"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("no-python"), "{}", ran.err);
}

#[test]
fn refuses_what_it_cannot_decide() {
    let project = project("refused", &[]);
    let all = "\n[[output]]\npath = \"generated/all\"\n\n[[output.service]]\nmodel = \"models/herds\"\noperations = \"all\"\n";
    let second = "\n[[output]]\npath = \"generated/second\"\n\n[[output.service]]\nmodel = \"models/herds\"\noperations = [\"GetHerd\"]\n";
    write(&project.join("codegen.toml"), &[MANIFEST, all, second].concat());
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    let cases: [&[&str]; 11] = [
        &["add", "CreateGoat"],
        &["add", "CreateGaot"],
        &["add", "Shear"],
        &["add", "CreateGoat", "--output", "all"],
        &["add", "CreateGoats", "--output", "second"],
        &["add", "CreateGoat", "--output", "third"],
        &["add", "Get", "--service", "horse"],
        &["add", "FindHorses", "--service", "horses", "--output", "secund"],
        &["remove", "GetHerd"],
        &["remove", "GetHerdss"],
        &["remove", "CreateGoat", "--output", "all"],
    ];
    let all: Vec<String> = cases.iter().map(|args| shown(&xtask(&project, args))).collect();
    insta::assert_snapshot!(all.join("\n"));
    assert_sound(&project);
}

#[test]
fn keeps_what_another_manifest_uses() {
    let project = project("shared", &["--operations", "GetHerd,GetHerds"]);
    let horses = "\n[[output]]\npath = \"generated/second\"\n\n[[output.service]]\nmodel = \"models/herds\"\noperations = [\"GetHerd\"]\n";
    write(&project.join("other.toml"), horses);
    let other = ["codegen", "--manifest", "other.toml"];
    assert_eq!(xtask(&project, &other).code, 0);
    run(&project, &["add", "FindHorses", "--service", "horses"]);
    // `other.toml` needs the operation, which `codegen.toml` no longer selects.
    let partial = run(&project, &["remove", "GetHerd"]);
    let whole = run(&project, &["remove", "GetHerds"]);
    insta::assert_snapshot!(format!("{}\n{}", shown(&partial), shown(&whole)));
    assert_eq!(xtask(&project, &[&other[..], &["--check"]].concat()).code, 0);
    // A change of the model is a change for `other.toml`.
    let added = xtask(&project, &["add", "GetHerd", "Unused", "--service", "herds"]);
    insta::assert_snapshot!(shown(&added));
    assert_eq!(xtask(&project, &[&other[..], &["--check"]].concat()).code, 1);
}

#[test]
fn keeps_the_last_output() {
    let project = project("last", &[]);
    let ran = xtask(&project, &["remove", "GetHerd", "GetHerds"]);
    insta::assert_snapshot!(shown(&ran));
    assert_eq!(text(&project, "codegen.toml"), MANIFEST);
}

/// White space and comments between the values of a list. Each `#` is replaced by a comment with its number.
const GAPS: [&str; 7] = ["", " ", "\n    ", " #\n    ", "\n", "\n  #\n  ", "  "];

/// A list of operations with a random layout, and the number of its comments.
fn list(layout: &[(usize, usize)], has_comma: bool, end: usize) -> (String, usize) {
    let values = layout.iter().enumerate().map(|(index, (before, after))| {
        let is_last = index + 1 == layout.len();
        let comma = if is_last && !has_comma { "" } else { "," };
        format!("{}\"Op{}\"{}{comma}", GAPS[*before], index * 2, GAPS[*after])
    });
    let mut text = format!("[{}{}]", values.collect::<String>(), GAPS[end]);
    let comments = text.matches('#').count();
    for number in 0..comments {
        text = text.replacen("#\n", &format!("# comment{number};\n"), 1);
    }
    (text, comments)
}

/// The values of the list in the manifest.
fn values(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().unwrap();
    let service = &manifest["output"][0]["service"][0];
    service["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

proptest! {
    /// Whatever the layout of a list, edits keep its other values and their comments.
    #[test]
    fn edits_keep_values_and_comments(
        layout in prop::collection::vec((0..GAPS.len(), 0..GAPS.len()), 0..5),
        has_comma: bool,
        end in 0..GAPS.len(),
        added in 0..10_usize,
    ) {
        let (list, comments) = list(&layout, has_comma, end);
        let before = format!("[[output]]\npath = \"a\"\n\n[[output.service]]\nmodel = \"m\"\noperations = {list}\n");
        let name = format!("Op{}", added * 2 + 1);
        let mut text = ManifestText::parse(&before).unwrap();
        text.add_operations((0, 0), std::slice::from_ref(&name)).unwrap();
        let with = text.text();
        let mut expected = values(&before);
        let has_all_comments = |text: &str| (0..comments).all(|number| text.contains(&format!("# comment{number};")));
        prop_assert!(has_all_comments(&with), "{before}\n{with}");
        prop_assert!(check(&with, Path::new("no/such/folder")).is_ok());
        let mut found = values(&with);
        found.retain(|value| *value != name);
        prop_assert_eq!(&found, &expected);
        let is_empty = text.remove_operations((0, 0), &[name]).unwrap();
        prop_assert_eq!(is_empty, expected.is_empty());
        let without = text.text();
        prop_assert!(has_all_comments(&without), "{before}\n{with}\n{without}");
        prop_assert_eq!(&values(&without), &expected);
        // Each value can be removed, too.
        if !expected.is_empty() {
            let gone = expected.remove(added % expected.len());
            text.remove_operations((0, 0), &[gone]).unwrap();
            prop_assert_eq!(values(&text.text()), expected);
        }
    }
}
