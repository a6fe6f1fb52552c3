//! Emitters of Rust code. Types and tables are formatted text, because parsing and printing them as tokens would be
//! slow; function bodies are tokens.
//!
//! Emitters cannot fail: [`check`](crate::check) reports errors before. Templates are small; the logic is in the
//! runtime.

mod accessors;
mod argument;
mod binding;
mod client;
mod codec;
mod constructor;
mod context;
mod crate_files;
mod credentials;
mod discovery;
mod doc_links;
mod endpoint;
mod enumeration;
mod error;
mod event_stream;
mod fakes;
pub(crate) mod imports;
mod input_path;
mod layout;
mod modules;
mod operation;
mod overview;
mod page_tokens;
pub(crate) mod paginator;
mod path;
mod proof;
mod protocol;
pub(crate) mod runtime;
pub(crate) mod rust_struct;
mod rust_union;
mod s3;
mod serde_form;
mod service;
mod streams;
pub(crate) mod structure;
mod text;
mod token_sources;
pub(crate) mod types;
mod union;
mod union_methods;
mod waiter;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use crate::ir::Operation;
use crate::output::{Content, OutputFile, RustFile};
pub use client::{Client, Tls};
pub use context::ServiceContext;
pub(crate) use crate_files::cargo_toml;
pub use credentials::{CredentialSource, CredentialSources};
pub use layout::{Layout, ModulePaths, OutputOptions, XTASK};
use runtime::Libraries;
use streams::Streams;

/// The version of the output format. It is incremented when the same models and manifest result in other files, so that
/// `--check` can report a changed generator.
pub const OUTPUT_VERSION: u32 = 17;

/// Emits the files of a crate or module, by path.
pub fn emit(
    services: &[ServiceContext<'_>],
    layout: &Layout,
    options: OutputOptions,
) -> BTreeMap<String, OutputFile> {
    let mut files = BTreeMap::new();
    let mut used = BTreeSet::new();
    let mut used_in_tests = BTreeSet::new();
    for context in services {
        let service = service_files(*context);
        used.extend(runtime::used(service.values()));
        let lists = modules::service_lists(*context);
        let fakes = options.testing.then(|| fakes::service(*context));
        let fakes = fakes.into_iter().flatten().collect::<Vec<_>>();
        used_in_tests.extend(runtime::used(fakes.iter().map(|(_, file)| file)));
        for (path, file) in service.into_iter().chain(lists).chain(fakes) {
            files.insert(context.path(&path), context.file(Content::Rust(file)));
        }
    }
    files.extend(modules::roots(services, layout, options));
    let streams = Streams::of(services.iter().map(|context| &context.slice.model));
    let shared = |content| OutputFile { header: context::header(services), content };
    if options.client.is_some() || options.signing {
        let mut operations =
            services.iter().flat_map(|context| context.slice.model.operations.values());
        if operations.clone().any(|operation| operation.customization.presigned_copy.is_some()) {
            used.insert("presigned_copy");
        }
        if operations.any(Operation::has_region_set) {
            used.insert("sigv4a");
        }
        if used.contains("s3/bucket") {
            used.insert("s3/redirect");
        }
    }
    if let Some(client) = options.client {
        used.extend(client::RUNTIME);
        let takes_tokens = |context: &ServiceContext<'_>| context.slice.model.takes_tokens();
        if used.contains("auth_schemes") || services.iter().any(takes_tokens) {
            used.extend(["auth_schemes", "bearer_token"]);
        }
        let mut operations =
            services.iter().flat_map(|context| context.slice.model.operations.values());
        if operations.any(Operation::is_compressed) {
            used.insert("gzip");
        }
        if streams.uploads {
            used.extend([client.runtime_of_uploads(), "request_checksum"]);
        }
        used.extend(options.credentials.runtime());
        let sources = client.files(layout, options, streams, &used);
        let credentials =
            credentials::files(services, client, options.tls, options.credentials, &used);
        files.extend(
            sources.into_iter().chain(credentials).map(|(path, text)| (path, shared(text))),
        );
    } else if options.signing {
        used.insert("sigv4");
        if used.contains("request_checksum") {
            used.insert("aws_chunked");
        }
    }
    used.extend(options.retry.then_some("retry"));
    used_in_tests.extend(&used);
    let libraries = Libraries {
        ring: options.uses_ring(),
        crc32fast: options.client.is_some() && streams.have_checksums(),
    };
    let used = runtime::Used {
        always: &used,
        in_tests: &used_in_tests,
        test_attribute: &layout.test_attribute(),
    };
    let runtime = runtime::emit(used, libraries);
    files.extend(runtime.into_iter().map(|(path, content)| (path, shared(content))));
    let proofs = if options.proof { proof::files(services, layout, options) } else { Vec::new() };
    match layout {
        Layout::Module(_) => files.into_iter().chain(proofs).collect(),
        Layout::Crate(name) => {
            let sources = files.into_iter().map(|(path, file)| (format!("src/{path}"), file));
            let crate_files = crate_files::emit(services, name, options);
            sources
                .chain(crate_files.map(|(path, text)| (path, shared(Content::Text(text)))))
                .chain(proofs)
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
