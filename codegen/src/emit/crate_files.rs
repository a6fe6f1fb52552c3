//! The files beside the sources of a crate: `Cargo.toml`, `README.md`, `rustfmt.toml`.

use std::fmt::Write;

use super::client::{self, Client};
use super::context::Part;
use super::context::header;
use super::layout::Extras;
use super::overview::{example, example_of_client, introduction, summary};
use crate::markdown::cell;
use crate::output::docs::{first_sentence, lines};

/// The oldest Rust that the runtime compiles with.
const RUST_VERSION: &str = "1.71";

/// The width of prose in Markdown.
const WIDTH: usize = 96;

/// The files, by path.
pub fn emit(
    parts: &[Part<'_>],
    name: &str,
    extras: Extras,
) -> impl Iterator<Item = (String, String)> {
    [
        ("Cargo.toml".to_owned(), cargo_toml(parts, name, extras)),
        ("README.md".to_owned(), readme(parts, name, extras.client)),
        ("rustfmt.toml".to_owned(), rustfmt_toml(parts)),
    ]
    .into_iter()
}

/// The manifest of the crate.
pub fn cargo_toml(parts: &[Part<'_>], name: &str, extras: Extras) -> String {
    let client = extras.client;
    let services: Vec<String> = parts.iter().map(|part| summary(part.context)).collect();
    let io = client.map_or_else(
        || "without I/O".to_owned(),
        |client| format!("with a client that sends by {}", client.name()),
    );
    format!(
        r#"# {header}

[package]
name = "{name}"
description = {description}
version = "0.1.0"
edition = "2021"
rust-version = "{rust_version}"
publish = false

[dependencies]
{dependencies}"#,
        header = header(parts),
        dependencies = dependencies(extras),
        rust_version = client.map_or(RUST_VERSION, |_| client::RUST_VERSION),
        description = quoted(&format!("{}, {io}", services.join(", "))),
    )
}

/// The lines of `[dependencies]`, in order.
pub fn dependencies(extras: Extras) -> String {
    let mut lines = vec![r#"http = "1""#];
    if extras.serde {
        lines.push(r#"serde = { version = "1", default-features = false, features = ["std"] }"#);
    }
    lines.extend(extras.client.map_or("", Client::dependencies).lines());
    lines.sort_unstable();
    lines.join("\n") + "\n"
}

/// Files are compared byte for byte, so that no other layout may be put on them.
fn rustfmt_toml(parts: &[Part<'_>]) -> String {
    format!("# {}\n\ndisable_all_formatting = true\n", header(parts))
}

/// A TOML string, which has the escapes of a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn readme(parts: &[Part<'_>], name: &str, client: Option<Client>) -> String {
    let mut text = format!("<!-- {} -->\n\n# {name}\n", header(parts));
    for part in parts {
        text.push('\n');
        if let Some(module) = part.module() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "# `{name}::{module}`\n");
        }
        service(&mut text, *part, name, client);
    }
    text
}

/// The part of the README about a service.
fn service(text: &mut String, part: Part<'_>, name: &str, client: Option<Client>) {
    let model = &part.context.slice.model;
    text.push_str(&lines(&introduction(part.context, client), WIDTH).join("\n"));
    text.push_str(
        "\n\n## Operations\n\n| operation | request | what it does |\n| --- | --- | --- |\n",
    );
    for operation in model.operations.values() {
        let docs = cell(first_sentence(model.docs.operation(&operation.name)));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| `{}` | `{} {}` | {docs} |",
            operation.name, operation.http.method, operation.http.uri
        );
    }
    let example = match client {
        None => example(part, name),
        Some(client) => example_of_client(part, name, client),
    };
    if example.is_empty() {
        return;
    }
    text.push_str("\n## A call\n\n```rust\n");
    for line in example.iter().filter(|line| !line.starts_with('#')) {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("```\n");
}
