//! The modules around the operations and types: the root of the output, one for each service if there are several, and
//! the two lists.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{MODULE_WIDTH, lines};
use super::layout::header;
use super::overview::{example, introduction, summary};
use super::{Client, Content, Context, Extras, File, Item, Layout, Part, RustFile};

/// The two lists of a service, by path within it.
pub fn of_service(context: Context<'_>) -> [(String, RustFile); 2] {
    [("operations.rs".to_owned(), operations(context)), ("types.rs".to_owned(), types(context))]
}

/// The root of the output and, where services have modules of their own, those: files by path.
pub fn roots(parts: &[Part<'_>], layout: &Layout, extras: Extras) -> BTreeMap<String, File> {
    let client = extras.client;
    let root_path = match layout {
        Layout::Crate(_) => "lib.rs",
        Layout::Module(_) => "mod.rs",
    };
    let mut root = RustFile { items: attributes(layout), ..RustFile::default() };
    let mut files = BTreeMap::new();
    let reexports = quote! {
        pub use runtime::{BuildError, ErrorHead, ErrorReply, MalformedReply, Operation, OperationError, Request, Timestamp};
    };
    let mut modules = Vec::new();
    let mut uses = vec![reexports];
    match parts {
        [part] if part.module().is_none() => {
            root.docs = service_docs(*part, layout, client);
            modules.extend([
                quote!(
                    mod operations;
                ),
                quote!(
                    pub mod runtime;
                ),
                quote!(
                    mod service;
                ),
                quote!(
                    pub mod types;
                ),
            ]);
            modules.extend(waiters(*part));
            uses.insert(
                0,
                quote!(
                    pub use operations::*;
                ),
            );
            uses.push(quote!(
                pub use service::SERVICE;
            ));
        }
        _ => {
            let services: Vec<String> = parts.iter().map(|part| summary(part.context)).collect();
            let io = match client {
                None => "without I/O".to_owned(),
                Some(client) => format!("and a client that sends by `{}`", client.name()),
            };
            let text = format!("{}, as plain Rust {io}.", services.join(", "));
            root.docs = lines(&text, MODULE_WIDTH);
            for part in parts {
                let module = part.module();
                modules.push(quote!(pub mod #module;));
                let mut own = vec![
                    quote!(
                        mod operations;
                    ),
                    quote!(
                        mod service;
                    ),
                    quote!(
                        pub mod types;
                    ),
                ];
                own.extend(waiters(*part));
                let file = RustFile {
                    docs: service_docs(*part, layout, client),
                    items: vec![
                        Item::Group(own),
                        Item::Group(vec![
                            quote!(
                                pub use operations::*;
                            ),
                            quote!(
                                pub use service::SERVICE;
                            ),
                        ]),
                    ],
                    ..RustFile::default()
                };
                let path = module.map_or_else(String::new, |module| format!("{module}.rs"));
                files.insert(path, part.file(Content::Rust(file)));
            }
            modules.push(quote!(
                pub mod runtime;
            ));
        }
    }
    if client.is_some() {
        modules.push(quote!(
            pub mod client;
        ));
    }
    modules.sort_by_key(|module| module.to_string().replace("pub ", ""));
    root.docs.extend(dependencies(layout, extras));
    root.items.extend([Item::Group(modules), Item::Group(uses)]);
    let root = File { header: header(parts), content: Content::Rust(root) };
    files.insert(root_path.to_owned(), root);
    files
}

/// The module of what can be waited for, if there is any.
fn waiters(part: Part<'_>) -> Option<TokenStream> {
    let has_any = !part.context.behaviour.waiters.is_empty();
    has_any.then(|| {
        quote!(
            pub mod waiters;
        )
    })
}

/// The attributes of the root.
fn attributes(layout: &Layout) -> Vec<Item> {
    let mut items = vec![Item::Tokens(quote!(#![forbid(unsafe_code)]))];
    if let Layout::Module(_) = layout {
        // The lints of the crate that the module is in look at what a library of its own may have.
        items.push(Item::Commented(
            "Not everything here is called, and not everything has documentation in the model.",
            quote!(#![allow(dead_code, missing_docs, unused_imports)]),
        ));
        items.push(Item::Commented(
            "Names and prose are the model's.",
            quote!(#![allow(
                clippy::doc_markdown,
                clippy::struct_field_names,
                clippy::upper_case_acronyms,
                clippy::used_underscore_binding,
                clippy::wrong_self_convention
            )]),
        ));
    }
    items
}

/// What a service is and, in a crate, how its first operation is called: in somebody else's crate an example would not
/// know the crate's name.
fn service_docs(part: Part<'_>, layout: &Layout, client: Option<Client>) -> Vec<String> {
    let mut docs = lines(&introduction(part.context, client), MODULE_WIDTH);
    if let Layout::Crate(name) = layout {
        let example = example(part, name);
        if !example.is_empty() {
            docs.extend([String::new(), "```".to_owned()]);
            docs.extend(example);
            docs.push("```".to_owned());
        }
    }
    docs
}

/// What a module needs of the crate that it is in.
fn dependencies(layout: &Layout, extras: Extras) -> Vec<String> {
    let Layout::Module(_) = layout else { return Vec::new() };
    let mut docs = vec![String::new()];
    docs.push(
        "What it needs in `Cargo.toml`, where any other features may be on as well:".to_owned(),
    );
    docs.extend([String::new(), "```toml".to_owned()]);
    docs.extend(super::crate_files::dependencies(extras).lines().map(str::to_owned));
    docs.push("```".to_owned());
    docs
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
