//! The root module of an output, the modules of its services, and the modules `operations` and `types`.

use std::collections::BTreeMap;

use quote::quote;

use super::client::Client;
use super::context::ServiceContext;
use super::context::header;
use super::layout::{Layout, OutputOptions};
use super::overview::{example, introduction, summary};
use super::{fakes, proof};
use crate::names::OperationNames;
use crate::output::docs::{MODULE_WIDTH, lines};
use crate::output::layout::use_line;
use crate::output::{Content, FileItem, OutputFile, RustFile};

/// The items of the runtime that the root re-exports.
const REEXPORTS: [&str; 8] = [
    "BuildError",
    "ErrorHead",
    "ErrorReply",
    "MalformedReply",
    "Operation",
    "OperationError",
    "Request",
    "Timestamp",
];
/// The re-exports of a service.
const OPERATIONS: &str = "pub use operations::*;\n";
const SERVICE: &str = "pub use service::SERVICE;\n";

/// The modules `operations` and `types` of a service, by path in the service.
pub fn service_lists(context: ServiceContext<'_>) -> [(String, RustFile); 2] {
    [("operations.rs".to_owned(), operations(context)), ("types.rs".to_owned(), types(context))]
}

/// The root module and the modules of services, by path.
pub fn roots(
    services: &[ServiceContext<'_>],
    layout: &Layout,
    options: OutputOptions,
) -> BTreeMap<String, OutputFile> {
    let client = options.client;
    let root_path = match layout {
        Layout::Crate(_) => "lib.rs",
        Layout::Module(_) => "mod.rs",
    };
    let mut root = RustFile { items: attributes(services, layout), ..RustFile::default() };
    let mut files = BTreeMap::new();
    let mut modules = Vec::new();
    let mut uses = Vec::from_iter(use_line("pub use runtime", REEXPORTS));
    match services {
        [context] if context.module().is_none() => {
            root.docs = service_docs(*context, layout, client);
            modules.push("pub mod runtime;\n".to_owned());
            modules.extend(service_modules(*context, layout, options));
            uses.extend([OPERATIONS, SERVICE].map(str::to_owned));
        }
        _ => {
            let titles: Vec<String> = services.iter().map(|context| summary(*context)).collect();
            let io = match client {
                None => "without I/O".to_owned(),
                Some(client) => format!("with an HTTP client based on `{}`", client.name()),
            };
            let text = format!("{}, {io}.", titles.join(", "));
            root.docs = lines(&text, MODULE_WIDTH);
            for context in services {
                let module = context.module().map_or_else(String::new, |module| module.to_string());
                modules.push(format!("pub mod {module};\n"));
                let file = RustFile {
                    docs: service_docs(*context, layout, client),
                    items: vec![
                        FileItem::Group(service_modules(*context, layout, options)),
                        FileItem::Group(vec![OPERATIONS.to_owned(), SERVICE.to_owned()]),
                    ],
                    ..RustFile::default()
                };
                files.insert(format!("{module}.rs"), context.file(Content::Rust(file)));
            }
            modules.push("pub mod runtime;\n".to_owned());
        }
    }
    if client.is_some() {
        modules.push("pub mod client;\n".to_owned());
    }
    if options.testing {
        modules.push(layout.test_module("pub mod testing"));
        let file = fakes::root(services, client.is_some());
        let content = Content::Rust(file);
        files.insert("testing.rs".to_owned(), OutputFile { header: header(services), content });
    }
    root.docs.extend(dependencies(services, layout, options));
    root.items.extend([FileItem::Group(modules), FileItem::Group(uses)]);
    let root = OutputFile { header: header(services), content: Content::Rust(root) };
    files.insert(root_path.to_owned(), root);
    files
}

/// The module declarations of a service.
fn service_modules(
    context: ServiceContext<'_>,
    layout: &Layout,
    options: OutputOptions,
) -> Vec<String> {
    // A crate has its tests beside its sources.
    let has_tests = options.proof && matches!(layout, Layout::Module(_));
    let tests = has_tests.then_some(proof::DECLARATION);
    let waiters = (!context.waiters.is_empty()).then_some("pub mod waiters;\n");
    let fakes = options.testing.then(|| layout.test_module("mod fakes"));
    let modules = ["mod operations;\n", "mod service;\n", "pub mod types;\n"];
    let modules = modules.into_iter().chain(waiters).chain(tests).map(str::to_owned);
    fakes.into_iter().chain(modules).collect()
}

/// The attributes of the root module.
fn attributes(services: &[ServiceContext<'_>], layout: &Layout) -> Vec<FileItem> {
    let mut items = vec![FileItem::Tokens(quote!(#![forbid(unsafe_code)]))];
    if services.iter().any(|context| context.has_doc_links()) {
        items.push(FileItem::Commented(
            "The generator writes full paths in links.",
            quote!(#![allow(rustdoc::redundant_explicit_links)]),
        ));
    }
    if let Layout::Module(_) = layout {
        items.push(FileItem::Commented(
            "The crate may use only a part of the module, and the model may lack documentation.",
            quote!(#![allow(dead_code, missing_docs, unreachable_pub, unused_imports)]),
        ));
    }
    items.push(FileItem::Commented(
        "Names and documentation come from the model.",
        quote!(#![allow(
            clippy::doc_markdown,
            clippy::enum_variant_names,
            clippy::pub_underscore_fields,
            clippy::similar_names,
            clippy::struct_field_names,
            clippy::upper_case_acronyms,
            clippy::used_underscore_binding,
            clippy::wrong_self_convention
        )]),
    ));
    items
}

/// The documentation of a service's module. In a crate, it includes an example; in a module, the name of the user's
/// crate is unknown.
fn service_docs(
    context: ServiceContext<'_>,
    layout: &Layout,
    client: Option<Client>,
) -> Vec<String> {
    let mut docs = lines(&introduction(context, client), MODULE_WIDTH);
    if let Layout::Crate(name) = layout {
        let example = example(context, name);
        if !example.is_empty() {
            docs.extend([String::new(), "```".to_owned()]);
            docs.extend(example);
            docs.push("```".to_owned());
        }
    }
    docs
}

/// The documentation of a module's dependencies.
fn dependencies(
    services: &[ServiceContext<'_>],
    layout: &Layout,
    options: OutputOptions,
) -> Vec<String> {
    let Layout::Module(_) = layout else { return Vec::new() };
    let mut docs = vec![String::new()];
    docs.push(
        "Add these dependencies to `Cargo.toml`; you can enable more of their features:".to_owned(),
    );
    docs.extend([String::new(), "```toml".to_owned()]);
    docs.extend(super::crate_files::dependencies(services, options).lines().map(str::to_owned));
    docs.push("```".to_owned());
    docs
}

fn operations(context: ServiceContext<'_>) -> RustFile {
    let names = context.slice.model.operations.keys().map(|name| context.names.operation(name));
    let modules = names.map(|OperationNames { module, request, error, output }| {
        let names = [request, error, output].map(|name| name.to_string());
        (module.to_string(), Vec::from(names))
    });
    RustFile {
        docs: vec!["The generated operations.".to_owned()],
        items: list(modules),
        ..RustFile::default()
    }
}

fn types(context: ServiceContext<'_>) -> RustFile {
    let types = context.names.types();
    let modules = types.map(|(_, names)| (names.module.to_string(), vec![names.name.to_string()]));
    RustFile {
        docs: vec!["The structures, enums, unions and errors of the operations.".to_owned()],
        items: list(modules),
        ..RustFile::default()
    }
}

/// The module declarations and re-exports.
fn list(modules: impl Iterator<Item = (String, Vec<String>)>) -> Vec<FileItem> {
    let (modules, uses): (Vec<_>, Vec<_>) = modules
        .filter_map(|(module, names)| {
            Some((format!("mod {module};\n"), use_line(&format!("pub use {module}"), names)?))
        })
        .unzip();
    if modules.is_empty() {
        Vec::new()
    } else {
        vec![FileItem::Group(modules), FileItem::Group(uses)]
    }
}
