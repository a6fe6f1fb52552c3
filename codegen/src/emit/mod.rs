//! From the slice and its names to Rust: types and tables as text that is laid out, behaviour as tokens. What there is
//! most of is text, because to parse and print it would take longer than all else.
//!
//! Nothing here can fail: what could go wrong was found by [`check`](crate::check). Templates are small;
//! behaviour lives in the runtime.

mod client;
mod crate_files;
pub(crate) mod docs;
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
pub(crate) mod scope;
mod service;
pub(crate) mod structure;
mod text;
pub(crate) mod types;
mod union;
mod waiting;
mod width;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};

use crate::behaviour::Behaviour;
use crate::ir::{Member, ShapeId, ShapeKind};
use crate::names::Names;
use crate::slice::Slice;
pub use client::Client;
pub(crate) use crate_files::cargo_toml;
pub use layout::{Home, Layout, Part};
use scope::Scope;

/// The version of what is emitted: it is raised whenever the same models and manifest give other files, so that a
/// repository can tell that its generator moved.
pub const OUTPUT_VERSION: u32 = 3;

/// A file of the output.
#[derive(Clone, Debug)]
pub struct File {
    /// Its first line, without the marks of a comment.
    pub header: String,
    /// What follows.
    pub content: Content,
}

/// What is in a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// Rust source.
    Rust(RustFile),
    /// Rust source that was written by hand.
    Source(&'static str),
    /// Any other text, finished, with its header in it.
    Text(String),
}

/// Rust source before it is printed.
#[derive(Clone, Debug, Default)]
pub struct RustFile {
    /// The documentation of the module or crate, as lines of Markdown.
    pub docs: Vec<String>,
    /// The items, in order.
    pub items: Vec<Item>,
    /// What of the runtime they need: items and modules.
    pub runtime: BTreeSet<&'static str>,
}

/// An item of a Rust file.
#[derive(Clone, Debug)]
pub enum Item {
    /// An item that is laid out as the pretty-printer would do it.
    Text(String),
    /// An item that the pretty-printer lays out.
    Tokens(TokenStream),
    /// Such an item with a comment before it.
    Commented(&'static str, TokenStream),
    /// Items that are laid out and stand together without blank lines, such as `mod` and `use` lines.
    Group(Vec<String>),
    /// A macro call with one row for each member, variant or error.
    Table(Table),
}

/// A call of one of the runtime's table macros.
#[derive(Clone, Debug)]
pub struct Table {
    /// The macro, such as `decode::object`.
    pub name: TokenStream,
    /// The type that the table is about.
    pub subject: Ident,
    /// The rows.
    pub rows: Vec<Row>,
}

/// `"wire" => name,` or `"wire" => name: form,`.
#[derive(Clone, Debug)]
pub struct Row {
    /// The text on the wire.
    pub wire: String,
    /// Another text that means the same.
    pub also: Option<String>,
    /// The field or variant.
    pub name: Ident,
    /// The JSON form of the value, if it is not the usual one.
    pub form: Option<TokenStream>,
}

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

impl Context<'_> {
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
    let (list, texts) = runtime::emit(&used);
    files.insert("runtime.rs".to_owned(), shared(Content::Rust(list)));
    files.extend(texts.into_iter().map(|(path, text)| (path, shared(Content::Source(text)))));
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

/// What gives a type a serde form, if it has one.
fn serde_form(context: Context<'_>, scope: &mut Scope, name: &Ident) -> Option<Item> {
    context.serde.then(|| {
        scope.runtime("serde_form");
        Item::Text(format!("serde_form::implement!({name});\n"))
    })
}

/// The path of a module of its own.
pub(crate) fn module_path(folder: &str, module: &Ident) -> String {
    format!("{folder}/{module}.rs")
}
