//! The kinds of outputs, and where their modules are.

use proc_macro2::TokenStream;

use quote::{format_ident, quote};

use super::client::Client;

/// What an output is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A crate of this name, which stands alone.
    Crate(String),
    /// A module of somebody's crate: the names of the modules from the root of the crate to this one.
    Module(Vec<String>),
}

/// What an output has besides types and stubs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutputOptions {
    /// A client that sends.
    pub client: Option<Client>,
    /// The types in the formats of serde.
    pub serde: bool,
}

/// Where the modules of a service are, from the root of the crate.
#[derive(Clone, Debug, Default)]
pub struct ModulePaths {
    /// The module that all services share. It has the runtime.
    root: Vec<String>,
    /// The module of the service in it, unless it has the module to itself.
    pub(super) service: Option<String>,
}

impl ModulePaths {
    /// The home of a service in an output.
    pub fn new(layout: &Layout, service: Option<String>) -> Self {
        let root = match layout {
            Layout::Crate(_) => Vec::new(),
            Layout::Module(path) => path.clone(),
        };
        Self { root, service }
    }

    /// The path of the runtime.
    pub(super) fn runtime(&self) -> String {
        path(&self.root, "runtime")
    }

    /// The path of the module of the service's types.
    pub(super) fn types(&self) -> String {
        path(self.root.iter().chain(&self.service), "types")
    }

    /// The path of the module of the service.
    pub(super) fn service(&self) -> TokenStream {
        let modules = self.root.iter().chain(&self.service).map(|name| format_ident!("{name}"));
        quote!(crate #(::#modules)*)
    }
}

/// The path of a module below others, from the root of the crate.
fn path<'m>(above: impl IntoIterator<Item = &'m String>, module: &'m str) -> String {
    let above = above.into_iter().map(String::as_str);
    ["crate"].into_iter().chain(above).chain([module]).collect::<Vec<_>>().join("::")
}
