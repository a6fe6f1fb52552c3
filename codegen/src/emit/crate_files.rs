//! The files of a crate besides its sources: `Cargo.toml`, `README.md`, `rustfmt.toml`.

use std::fmt::Write;

use super::client;
use super::context::ServiceContext;
use super::context::header;
use super::doc_links::without_links;
use super::layout::OutputOptions;
use super::overview::{example, example_of_client, introduction, summary};
use super::streams::Streams;
use crate::ir::Operation;
use crate::markdown::cell;
use crate::output::docs::{first_sentence, lines};

/// The minimum Rust version of the runtime.
const RUST_VERSION: &str = "1.71";

/// The elliptic curve of `SigV4a`, which `ring` has only for keys with a known public half.
const P256: &str = r#"p256 = { version = "0.14", default-features = false, features = ["ecdsa"] }"#;

/// The checksum of streams, which builds in half a second.
const CRC32FAST: &str = r#"crc32fast = "1""#;

/// The compression of requests, which builds in a second.
const MINIZ: &str =
    r#"miniz_oxide = { version = "0.9", default-features = false, features = ["with-alloc"] }"#;

/// The feature for tests of other crates.
const FEATURES: &str = "[features]
# Responses for tests, in the module `testing`.
testing = []

";

/// The width of prose in Markdown.
const WIDTH: usize = 96;

/// The files, by path.
pub fn emit(
    services: &[ServiceContext<'_>],
    name: &str,
    options: OutputOptions,
) -> impl Iterator<Item = (String, String)> {
    [
        ("Cargo.toml".to_owned(), cargo_toml(services, name, options)),
        ("README.md".to_owned(), readme(services, name, options)),
        ("rustfmt.toml".to_owned(), rustfmt_toml(services)),
    ]
    .into_iter()
}

/// The manifest of the crate.
pub fn cargo_toml(services: &[ServiceContext<'_>], name: &str, options: OutputOptions) -> String {
    let client = options.client;
    let titles: Vec<String> = services.iter().map(|context| summary(*context)).collect();
    let io = client.map_or_else(
        || "without I/O".to_owned(),
        |client| format!("with an HTTP client based on {}", client.name()),
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

[lib]
# The crate has no unit tests, so `cargo test` skips the library.
test = false

{features}[dependencies]
{dependencies}{chosen_versions}"#,
        header = header(services),
        features = if options.testing { FEATURES } else { "" },
        dependencies = dependencies(services, options),
        chosen_versions = client.map_or("", client::Client::chosen_versions),
        rust_version = client.map_or(RUST_VERSION, |_| client::RUST_VERSION),
        description = quoted(&format!("{}, {io}", titles.join(", "))),
    )
}

/// The lines of `[dependencies]`, sorted.
pub fn dependencies(services: &[ServiceContext<'_>], options: OutputOptions) -> String {
    let mut lines = vec![r#"http = "1""#];
    if options.serde {
        lines.push(r#"serde = { version = "1", default-features = false, features = ["std"] }"#);
    }
    if let Some(client) = options.client {
        let streams = Streams::of(services.iter().map(|context| &context.slice.model));
        lines.extend(client.dependencies(options.tls, streams));
        lines.extend(streams.have_checksums().then_some(CRC32FAST));
        let operations = services.iter().flat_map(|it| it.slice.model.operations.values());
        if operations.clone().any(Operation::has_region_set) {
            lines.push(P256);
        }
        if operations.clone().any(Operation::is_compressed) {
            lines.push(MINIZ);
        }
    }
    lines.sort_unstable();
    lines.join("\n") + "\n"
}

/// Disables rustfmt, because `--check` compares the files byte by byte.
fn rustfmt_toml(services: &[ServiceContext<'_>]) -> String {
    format!("# {}\n\ndisable_all_formatting = true\n", header(services))
}

/// A TOML string. It has the same escapes as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn readme(services: &[ServiceContext<'_>], name: &str, options: OutputOptions) -> String {
    let mut text = format!("<!-- {} -->\n\n# {name}\n", header(services));
    for context in services {
        text.push('\n');
        if let Some(module) = context.module() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "# `{name}::{module}`\n");
        }
        service(&mut text, *context, name, options);
    }
    text
}

/// Appends the section of the README about a service.
fn service(text: &mut String, context: ServiceContext<'_>, name: &str, options: OutputOptions) {
    let model = &context.slice.model;
    text.push_str(&lines(&introduction(context, options.client), WIDTH).join("\n"));
    text.push_str(
        "\n\n## Operations\n\n| Operation | Request | Description |\n| --- | --- | --- |\n",
    );
    for operation in model.operations.values() {
        let docs = without_links(model.docs.operation(&operation.name));
        let docs = cell(first_sentence(&docs));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| `{}` | `{}` | {docs} |",
            operation.name,
            model.request_line(operation)
        );
    }
    let example = match options.client {
        None => example(context, name),
        Some(client) => example_of_client(context, name, client, !options.credentials.is_empty()),
    };
    if example.is_empty() {
        return;
    }
    text.push_str("\n## Example\n\n```rust\n");
    for line in example.iter().filter(|line| !line.starts_with('#')) {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("```\n");
}
