//! Structures that the manifest calls unions.

use std::path::{Path, PathBuf};

use tests::cargo::{edit, scratch, write};
use tests::{shown, xtask};

const MODEL: &str = r#"{
  "metadata": { "apiVersion": "2024-01-31", "protocol": "rest-json", "serviceFullName": "Feed" },
  "operations": {
    "Feed": {
      "http": { "method": "POST", "requestUri": "/feed" },
      "input": { "shape": "FeedRequest" },
      "errors": [{ "shape": "Full" }]
    },
    "Rest": { "http": { "method": "POST", "requestUri": "/rest" }, "input": { "shape": "Bed" } }
  },
  "shapes": {
    "FeedRequest": {
      "type": "structure",
      "members": {
        "fodder": { "shape": "Fodder" },
        "bucket": { "shape": "Bucket" },
        "nothing": { "shape": "Nothing" }
      }
    },
    "Fodder": {
      "type": "structure",
      "members": { "hay": { "shape": "Text" }, "oats": { "shape": "Text" } }
    },
    "Bucket": { "type": "structure", "required": ["size"], "members": { "size": { "shape": "Text" } } },
    "Nothing": { "type": "structure", "members": {} },
    "Bed": { "type": "structure", "members": { "straw": { "shape": "Text" } } },
    "Full": { "type": "structure", "members": { "why": { "shape": "Text" } }, "exception": true },
    "Text": { "type": "string" }
  }
}"#;

/// A repository with the model, and with `unions` in its manifest.
fn project(name: &str, unions: &str) -> PathBuf {
    let project = scratch(&format!("unions/{name}"));
    write(&project.join("feed.json"), MODEL);
    let manifest = format!(
        "[[output]]\npath = \"feed\"\n\n[[output.service]]\nmodel = \"feed.json\"\n\
         operations = \"all\"\nunions = [{unions}]\n"
    );
    write(&project.join("codegen.toml"), &manifest);
    project
}

fn fodder(project: &Path) -> String {
    std::fs::read_to_string(project.join("feed/src/types/fodder.rs")).unwrap()
}

#[test]
fn structure_in_the_manifest_is_a_union() {
    let project = project("good", "");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert!(fodder(&project).contains("pub struct Fodder"));
    edit(&project.join("codegen.toml"), "unions = []", "unions = [\"Fodder\"]");
    assert_eq!(xtask(&project, &["codegen", "--check"]).code, 1);
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert!(fodder(&project).contains("pub enum Fodder"));
    assert_eq!(xtask(&project, &["codegen", "--check"]).code, 0);
}

#[test]
fn added_member_is_a_variant() {
    let project = project("changes", "\"Fodder\"");
    let newer = MODEL.replace(r#""oats": {"#, r#""grass": { "shape": "Text" }, "oats": {"#);
    write(&project.join("newer.json"), &newer);
    let changes = |args: &[&str]| {
        xtask(&project, &[&["changes", "feed.json", "newer.json"], args].concat()).out
    };
    let (with, without) = (changes(&["--output", "feed"]), changes(&[]));
    assert!(with.contains("union member"), "{with}");
    assert!(!without.contains("union member"), "{without}");
}

#[test]
fn rejects_structures_that_are_no_unions() {
    let project = project(
        "bad",
        r#"
    "Foder",
    "Text",
    "Bucket",
    "Nothing",
    "Bed",
    "Full",
    "FeedRequest",
"#,
    );
    insta::assert_snapshot!(shown(&xtask(&project, &["codegen"])));
    assert!(!project.join("feed").exists());
}
