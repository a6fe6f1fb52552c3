//! Applies any change document to a model, and compares the model before and after.
#![no_main]

use std::sync::LazyLock;

use annotate_snippets::Renderer;
use arbitrary::Arbitrary;
use farrier_codegen::Selection;
use farrier_codegen::change::render::{self, Detail};
use farrier_codegen::change::{ChangeDocument, apply, report};
use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{ModelFiles, load};
use farrier_codegen::ir::Model;
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

/// The model of AWS Backup before its published change.
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let text = include_str!("../../../models/backup/2018-11-15/api-2.json");
    load(&ModelFiles::only(Source::new("api-2.json", text))).unwrap()
});

/// Names of operations and members of the model, names of types, and odd texts.
const NAMES: &[&str] = &[
    "ListBackupJobs",
    "DescribeBackupJob",
    "ListCopyJobs",
    "CreateBackupPlan",
    "NewOperation",
    "BackupJobs",
    "BackupPlan",
    "Rules",
    "Lifecycle",
    "ResourceName",
    "ResourceType",
    "Tags",
    "string",
    "integer",
    "long",
    "boolean",
    "timestamp",
    "double",
    "blob",
    "list",
    "map",
    "{}",
    "[]",
    "",
    "a b",
    "..",
    "*/",
    "\u{202e}",
    "<p>",
    "`",
    "type",
    "ResourceName\n",
];

#[derive(Arbitrary, Debug)]
enum Name {
    Known(u8),
    Any(String),
}

impl Name {
    fn text(&self) -> String {
        match self {
            Self::Known(index) => NAMES[usize::from(*index) % NAMES.len()].to_owned(),
            Self::Any(text) => text.clone(),
        }
    }
}

#[derive(Arbitrary, Debug)]
enum Tree {
    Type(Name),
    Number(i64),
    List(Vec<Tree>),
    Members(Vec<(Name, Tree)>),
}

impl Tree {
    fn json(&self) -> Value {
        match self {
            Self::Type(name) => name.text().into(),
            Self::Number(number) => (*number).into(),
            Self::List(elements) => elements.iter().map(Self::json).collect(),
            Self::Members(members) => {
                let members = members.iter().map(|(name, tree)| (name.text(), tree.json()));
                members.collect::<Map<_, _>>().into()
            }
        }
    }
}

#[derive(Arbitrary, Debug)]
struct Operation {
    name: Name,
    is_new: bool,
    changes: Vec<(u8, Tree)>,
}

impl Operation {
    fn json(&self) -> Value {
        let changes = self.changes.iter().map(|(message, tree)| {
            let message = ["request", "response", "both"][usize::from(message % 3)];
            (message.to_owned(), tree.json())
        });
        json!({
            "operation": self.name.text(),
            "status": if self.is_new { "new" } else { "updated" },
            "changes": changes.collect::<Map<_, _>>(),
        })
    }
}

#[derive(Arbitrary, Debug)]
enum Input {
    Document(Vec<Operation>),
    Text(String),
}

fuzz_target!(|input: Input| {
    let text = match input {
        Input::Document(operations) => {
            let operations: Vec<Value> = operations.iter().map(Operation::json).collect();
            json!({ "service": "AWS Backup", "date": "2023-02-08", "operations": operations })
                .to_string()
        }
        Input::Text(text) => text,
    };
    let document = match ChangeDocument::read(&Source::new("change.json", &*text)) {
        Ok(document) => document,
        Err(errors) => return assert!(errors.render(&Renderer::plain()).starts_with("error: ")),
    };
    // The written document can be read again, and is the same.
    let written = Source::new("change.json", serde_json::to_string(&document).unwrap());
    assert_eq!(ChangeDocument::read(&written).unwrap(), document);
    let changed = match apply(&document, &written, &MODEL) {
        Ok(changed) => changed,
        Err(errors) => return assert!(errors.render(&Renderer::plain()).starts_with("error: ")),
    };
    match report(&MODEL, &changed, &Selection::Changed) {
        Ok(report) => {
            assert!(render::json(&report).is_object());
            let review = report.into();
            for detail in [Detail::Summary, Detail::Full] {
                assert!(!render::text(&review, detail).is_empty());
                let markdown = render::markdown(&review, detail, render::MAX_MARKDOWN);
                assert!((1..=render::MAX_MARKDOWN).contains(&markdown.chars().count()));
            }
            assert!(render::text(&review, Detail::Summary).lines().count() <= 40);
            assert!(!render::html(&review).is_empty());
        }
        Err(errors) => assert!(errors.render(&Renderer::plain()).starts_with("error: ")),
    }
});
