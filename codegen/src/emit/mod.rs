//! Emitters of Rust code. Types and tables are formatted text, because parsing and printing them as tokens would be
//! slow; function bodies are tokens.
//!
//! Emitters cannot fail: [`check`](crate::check) reports errors before. Templates are small; the logic is in the
//! runtime.

mod binding;
mod client;
mod codec;
mod constructor;
mod context;
mod crate_files;
mod doc_links;
mod endpoint;
mod enumeration;
mod error;
pub(crate) mod imports;
mod input_path;
mod layout;
mod modules;
mod operation;
mod overview;
pub(crate) mod paginator;
mod path;
mod protocol;
pub(crate) mod runtime;
pub(crate) mod rust_struct;
mod serde_form;
mod service;
pub(crate) mod structure;
mod text;
pub(crate) mod types;
mod union;
mod union_methods;
mod waiter;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use crate::output::{Content, OutputFile, RustFile};
pub use client::Client;
pub use context::ServiceContext;
pub(crate) use crate_files::cargo_toml;
pub use layout::{Layout, ModulePaths, OutputOptions, XTASK};

/// The version of the output format. It is incremented when the same models and manifest result in other files, so that
/// `--check` can report a changed generator.
pub const OUTPUT_VERSION: u32 = 6;

/// Emits the files of a crate or module, by path.
pub fn emit(
    services: &[ServiceContext<'_>],
    layout: &Layout,
    options: OutputOptions,
) -> BTreeMap<String, OutputFile> {
    let mut files = BTreeMap::new();
    let mut used = BTreeSet::new();
    for context in services {
        let service = service_files(*context);
        used.extend(runtime::used(service.values()));
        let lists = modules::service_lists(*context);
        for (path, file) in service.into_iter().chain(lists) {
            files.insert(context.path(&path), context.file(Content::Rust(file)));
        }
    }
    files.extend(modules::roots(services, layout, options));
    let shared = |content| OutputFile { header: context::header(services), content };
    if let Some(client) = options.client {
        used.extend(client::RUNTIME);
        let sources = client.files().map(|(path, text)| (path.to_owned(), Content::Source(text)));
        files.extend(sources.map(|(path, content)| (path, shared(content))));
    }
    files.extend(runtime::emit(&used).into_iter().map(|(path, content)| (path, shared(content))));
    match layout {
        Layout::Module(_) => files,
        Layout::Crate(name) => {
            let sources = files.into_iter().map(|(path, file)| (format!("src/{path}"), file));
            let crate_files = crate_files::emit(services, name, options);
            sources
                .chain(crate_files.map(|(path, text)| (path, shared(Content::Text(text)))))
                .collect()
        }
    }
}

/// Emits the files of a service, by path in the service: operations, types, endpoints and waiters.
pub(crate) fn service_files(context: ServiceContext<'_>) -> BTreeMap<String, RustFile> {
    let ServiceContext { slice, names, .. } = context;
    let operations = slice.model.operations.values().map(|operation| {
        let module = module_path("operations", &names.operation(&operation.name).module);
        (module, operation::emit(context, operation))
    });
    let types = names.types().map(|(id, names)| {
        let file = enumeration::emit(context, id)
            .or_else(|| union::emit(context, id))
            .unwrap_or_else(|| structure::emit(context, id));
        (module_path("types", &names.module), file)
    });
    let facts = ("service.rs".to_owned(), service::emit(context));
    let waiters = waiter::emit(context).map(|file| ("waiters.rs".to_owned(), file));
    operations.chain(types).chain([facts]).chain(waiters).collect()
}

/// The path of a module's file.
pub(crate) fn module_path(folder: &str, module: &Ident) -> String {
    format!("{folder}/{module}.rs")
}
