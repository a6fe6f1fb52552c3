//! The files that make the modules a crate: `Cargo.toml`, `README.md`, `lib.rs` and its two lists.

use std::collections::BTreeMap;
use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{first_sentence, lines};
use super::{Context, File, Item, Layout, RustFile};
use crate::ir::{Location, Operation, Shape, ShapeKind};
use crate::markdown::cell;

/// The width of prose in Markdown and crate documentation.
const WIDTH: usize = 96;

/// The files, by path.
pub fn emit(context: Context<'_>, layout: &Layout) -> BTreeMap<String, File> {
    BTreeMap::from([
        ("Cargo.toml".to_owned(), File::Text(cargo_toml(context, layout))),
        ("README.md".to_owned(), File::Text(readme(context, layout))),
        ("rustfmt.toml".to_owned(), File::Text(rustfmt_toml(layout))),
        ("src/lib.rs".to_owned(), File::Rust(library(context, layout))),
        ("src/operations.rs".to_owned(), File::Rust(operations(context))),
        ("src/types.rs".to_owned(), File::Rust(types(context))),
    ])
}

fn cargo_toml(context: Context<'_>, layout: &Layout) -> String {
    format!(
        r#"# {header}

[package]
name = "{name}"
description = {description}
version = "0.1.0"
edition = "2021"
rust-version = "1.71"
publish = false

[dependencies]
http = "1"
serde = {{ version = "1", default-features = false, features = ["std"] }}
serde_json = {{ version = "1", default-features = false, features = [{serde_json}] }}
"#,
        header = layout.header(),
        serde_json = serde_json_features(context),
        name = layout.crate_name,
        description = quoted(&format!("{}, without I/O", summary(context))),
    )
}

/// Without `float_roundtrip`, `serde_json` may be one off in the last bit of a number.
fn serde_json_features(context: Context<'_>) -> &'static str {
    let is_float = |shape: &Shape| {
        matches!(shape.kind, ShapeKind::Document | ShapeKind::Float | ShapeKind::Double)
    };
    if context.slice.model.shapes.values().any(|shape| is_float(shape)) {
        r#""float_roundtrip", "std""#
    } else {
        r#""std""#
    }
}

/// Files are compared byte for byte, so that no other layout may be put on them.
fn rustfmt_toml(layout: &Layout) -> String {
    format!("# {}\n\ndisable_all_formatting = true\n", layout.header())
}

/// A TOML string, which has the escapes of a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `9 operations of AWS Backup`.
fn summary(context: Context<'_>) -> String {
    let model = &context.slice.model;
    let count = model.operations.len();
    let operations = if count == 1 { "operation" } else { "operations" };
    format!("{count} {operations} of {}", model.service.full_name)
}

fn readme(context: Context<'_>, layout: &Layout) -> String {
    let model = &context.slice.model;
    let mut text = format!("<!-- {} -->\n\n# {}\n\n", layout.header(), layout.crate_name);
    let mut add = |paragraph: &str| {
        text.push_str(&lines(paragraph, WIDTH).join("\n"));
        text.push_str("\n\n");
    };
    add(&introduction(context));
    text.push_str("## Operations\n\n| operation | request | what it does |\n| --- | --- | --- |\n");
    for operation in model.operations.values() {
        let docs = cell(first_sentence(model.docs.operation(&operation.name)));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| `{}` | `{} {}` | {docs} |",
            operation.name, operation.http.method, operation.http.uri
        );
    }
    let example = example(context, layout);
    if example.is_empty() {
        return text;
    }
    text.push_str("\n## A call\n\n```rust\n");
    for line in example.iter().filter(|line| !line.starts_with('#')) {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("```\n");
    text
}

fn introduction(context: Context<'_>) -> String {
    format!(
        "{} (API version {}) as plain Rust: types, and for each operation a request to send and a way to read the reply. \
         Nothing here does any I/O: bring the HTTP client, the signer and the runtime that you like.",
        summary(context),
        context.slice.model.service.api_version
    )
}

/// A call of the first operation that takes nothing but text, line by line. Lines that start with `#` are
/// for the compiler alone.
fn example(context: Context<'_>, layout: &Layout) -> Vec<String> {
    let model = &context.slice.model;
    let required = |operation: &Operation| {
        let members = operation.input.iter().flat_map(|id| model.members(id));
        let required = members.filter(|member| member.is_required_of_request());
        required.map(|member| &member.target).collect::<Vec<_>>()
    };
    let is_text = |operation: &&Operation| {
        required(operation).iter().all(|id| model.kind(id) == Some(&ShapeKind::String))
    };
    // An object without members must be a reply that can be read.
    let reads_nothing = |operation: &Operation| {
        let members = operation.output.iter().flat_map(|id| model.members(id));
        !members.into_iter().any(|member| {
            member.location == Location::Payload
                && matches!(model.kind(&member.target), Some(ShapeKind::Union(_)))
        })
    };
    let current =
        |operation: &&Operation| operation.deprecated.is_none() && reads_nothing(operation);
    let Some(operation) = model.operations.values().filter(current).find(is_text) else {
        return Vec::new();
    };
    let request = context.names.operation(&operation.name).request;
    let arguments = vec!["\"example\""; required(operation).len()].join(", ");
    let lines = [
        &format!("use {}::{{{request}, Operation}};", layout.crate_name.replace('-', "_")),
        "",
        &format!("let request = {request}::new({arguments}).request()?;"),
        "# let (status, headers, body) = (http::StatusCode::OK, http::HeaderMap::new(), b\"{}\");",
        "// Add the host, sign it, send it with any client, and read what comes back.",
        &format!("let output = {request}::parse(status, &headers, body)?;"),
        "println!(\"{output:?}\");",
        "# Ok::<(), Box<dyn std::error::Error>>(())",
    ];
    lines.map(str::to_owned).to_vec()
}

fn library(context: Context<'_>, layout: &Layout) -> RustFile {
    let mut docs = lines(&introduction(context), WIDTH);
    let example = example(context, layout);
    if !example.is_empty() {
        docs.extend([String::new(), "```".to_owned()]);
        docs.extend(example);
        docs.push("```".to_owned());
    }
    let items = vec![
        Item::Tokens(quote!(#![forbid(unsafe_code)])),
        Item::Group(vec![
            quote! { mod operations; },
            quote! { pub mod runtime; },
            quote! { pub mod types; },
        ]),
        Item::Group(vec![
            quote! { pub use operations::*; },
            quote! { pub use runtime::{BuildError, ErrorHead, ErrorReply, MalformedReply, Operation, OperationError, Request, Timestamp}; },
        ]),
    ];
    RustFile { docs, items, ..RustFile::default() }
}

fn operations(context: Context<'_>) -> RustFile {
    let names = context.slice.model.operations.keys().map(|name| context.names.operation(name));
    let (modules, uses) = names
        .map(|names| {
            let (module, request, error, output) =
                (names.module, names.request, names.error, names.output);
            (quote! { mod #module; }, quote! { pub use #module::{#request, #error, #output}; })
        })
        .unzip();
    RustFile {
        docs: vec!["The operations, one module each.".to_owned()],
        items: list(modules, uses),
        ..RustFile::default()
    }
}

fn types(context: Context<'_>) -> RustFile {
    let (modules, uses) = context
        .names
        .types()
        .map(|(_, names)| {
            let (module, name) = (&names.module, &names.name);
            (quote! { mod #module; }, quote! { pub use #module::#name; })
        })
        .unzip();
    RustFile {
        docs: vec!["The types that operations share, errors among them.".to_owned()],
        items: list(modules, uses),
        ..RustFile::default()
    }
}

fn list(modules: Vec<TokenStream>, uses: Vec<TokenStream>) -> Vec<Item> {
    if modules.is_empty() { Vec::new() } else { vec![Item::Group(modules), Item::Group(uses)] }
}
