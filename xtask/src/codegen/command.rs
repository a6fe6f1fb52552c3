//! The command line that resolves the drift of a check.

use std::path::Path;

use farrier_codegen::DocsLevel;

use crate::cli::Codegen;
use crate::command_line::quoted;
use crate::{XTASK, slashes};

/// The command line of the same run, without `--check`.
pub fn without_check(args: &Codegen) -> String {
    let mut words = vec![XTASK.to_owned(), "codegen".to_owned()];
    let mut option = |name: &str, value: &str| words.extend([format!("--{name}"), quoted(value)]);
    let mut path = |name: &str, path: &Path| option(name, &slashes(path));
    for (name, values) in [
        ("manifest", args.manifest.as_slice()),
        ("model", args.model.as_slice()),
        ("changes", args.changes.as_slice()),
        ("out", args.out.as_slice()),
    ] {
        for value in values {
            path(name, value);
        }
    }
    for (name, values) in
        [("operations", &args.operations), ("allow-unknown-keys", &args.allow_unknown_keys)]
    {
        if !values.is_empty() {
            option(name, &values.join(","));
        }
    }
    match args.docs {
        DocsLevel::Full => {}
        DocsLevel::Summary => option("docs", "summary"),
        DocsLevel::None => option("docs", "none"),
    }
    if let Some(client) = args.client {
        option("client", client.name());
    }
    if args.serde {
        words.push("--serde".to_owned());
    }
    if args.proof {
        words.push("--proof".to_owned());
    }
    if args.testing {
        words.push("--testing".to_owned());
    }
    words.join(" ")
}
