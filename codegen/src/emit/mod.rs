//! From the slice and its names to Rust: types and tables as text that is laid out, behaviour as tokens. What there is
//! most of is text, because to parse and print it would take longer than all else.
//!
//! Nothing here can fail: what could go wrong was found by [`check`](crate::check). Templates are small;
//! behaviour lives in the runtime.

mod binding;
mod client;
mod codec;
mod crate_files;
mod enumeration;
mod error;
mod layout;
mod modules;
mod operation;
mod overview;
pub(crate) mod paging;
mod path;
mod protocol;
pub(crate) mod runtime;
pub(crate) mod rust_struct;
pub(crate) mod scope;
mod serde_form;
mod service;
pub(crate) mod structure;
mod text;
pub(crate) mod types;
mod union;
mod waiting;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use crate::behaviour::Behaviour;
use crate::ir::{Member, ShapeId, ShapeKind};
use crate::names::Names;
use crate::output::{Content, File, RustFile};
use crate::slice::Slice;
pub use client::Client;
pub(crate) use crate_files::cargo_toml;
pub use layout::{Home, Layout, Part};

/// The version of what is emitted: it is raised whenever the same models and manifest give other files, so that a
/// repository can tell that its generator moved.
pub const OUTPUT_VERSION: u32 = 4;

/// What every emitter looks things up in.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What is emitted.
    pub slice: &'a Slice,
    /// What it is called.
    pub names: &'a Names,
    /// How it is paged, and what can be waited for.
    pub behaviour: &'a Behaviour,
    /// Where its modules are.
    pub home: &'a Home,
    /// Whether its types have a serde form.
    pub serde: bool,
}

/// What an output has besides types and stubs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// A client that sends.
    pub client: Option<Client>,
    /// The types in the formats of serde.
    pub serde: bool,
}

impl<'a> Context<'a> {
    /// The member that is the body of a message, as a stream.
    fn stream(self, id: Option<&ShapeId>) -> Option<&'a Member> {
        self.slice.model.members(id?).iter().find(|member| member.is_stream())
    }

    /// Whether `Debug` would print sensitive text for a value. Structures take care of their members.
    fn is_sensitive(self, id: &ShapeId) -> bool {
        self.slice.model.shapes.get(id).is_some_and(|shape| {
            let elements = match &shape.kind {
                ShapeKind::List(element) => vec![element],
                ShapeKind::Map { key, value } => vec![key, value],
                _ => Vec::new(),
            };
            shape.sensitive || elements.into_iter().any(|id| self.is_sensitive(id))
        })
    }

    /// Whether `Debug` must not print the value of a member of the shape `id`.
    fn is_secret(self, id: &ShapeId, member: &Member) -> bool {
        self.is_sensitive(id) || self.is_sensitive(&member.target)
    }
}

/// Emits a crate or a module of services: files by path.
pub fn emit(parts: &[Part<'_>], layout: &Layout, extras: Extras) -> BTreeMap<String, File> {
    let mut files = BTreeMap::new();
    let mut used = BTreeSet::new();
    for part in parts {
        let service = of_service(part.context);
        used.extend(runtime::used(service.values()));
        let lists = modules::of_service(part.context);
        for (path, file) in service.into_iter().chain(lists) {
            files.insert(part.path(&path), part.file(Content::Rust(file)));
        }
    }
    files.extend(modules::roots(parts, layout, extras));
    let shared = |content| File { header: layout::header(parts), content };
    if let Some(client) = extras.client {
        used.extend(client::RUNTIME);
        let sources = client.files().map(|(path, text)| (path.to_owned(), Content::Source(text)));
        files.extend(sources.map(|(path, content)| (path, shared(content))));
    }
    files.extend(runtime::emit(&used).into_iter().map(|(path, content)| (path, shared(content))));
    match layout {
        Layout::Module(_) => files,
        Layout::Crate(name) => {
            let sources = files.into_iter().map(|(path, file)| (format!("src/{path}"), file));
            let beside = crate_files::emit(parts, name, extras);
            sources.chain(beside.map(|(path, text)| (path, shared(Content::Text(text))))).collect()
        }
    }
}

/// Emits what a service has: a file for each operation and type, its facts and its waiters, by path within the service.
pub(crate) fn of_service(context: Context<'_>) -> BTreeMap<String, RustFile> {
    let Context { slice, names, .. } = context;
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
    let waiters = waiting::emit(context).map(|file| ("waiters.rs".to_owned(), file));
    operations.chain(types).chain([facts]).chain(waiters).collect()
}

/// The path of a module of its own.
pub(crate) fn module_path(folder: &str, module: &Ident) -> String {
    format!("{folder}/{module}.rs")
}
