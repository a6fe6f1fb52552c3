//! The layout of an output, its options, and the paths of its modules.

use proc_macro2::TokenStream;

use quote::{format_ident, quote};

use super::client::{Client, Tls};
use super::credentials::CredentialSources;

/// The kind of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A crate with this name.
    Crate(String),
    /// A module in a crate of the user: its path from the root of that crate.
    Module(Vec<String>),
}

impl Layout {
    /// The condition of builds with the fake responses.
    pub(super) fn test_condition(&self) -> &'static str {
        match self {
            Self::Crate(_) => "feature = \"testing\"",
            Self::Module(_) => "test",
        }
    }

    /// The line with the attribute of what only these builds have.
    pub(super) fn test_attribute(&self) -> String {
        format!("#[cfg({})]\n", self.test_condition())
    }

    /// The declaration of a module that only these builds have, such as `pub mod testing`.
    pub(super) fn test_module(&self, module: &str) -> String {
        format!("{}{module};\n", self.test_attribute())
    }
}

/// The default program in the header of generated files.
pub const XTASK: &str = "cargo xtask";

/// The optional parts of an output.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the manifest")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputOptions {
    /// The HTTP client, if the output sends requests.
    pub client: Option<Client>,
    /// The TLS library of the client.
    pub tls: Tls,
    /// Whether the output contains the signer although it has no client.
    pub signing: bool,
    /// Whether the output contains the retry policy although it has no client.
    pub retry: bool,
    /// The sources of credentials of the client.
    pub credentials: CredentialSources,
    /// Whether types implement serde's traits.
    pub serde: bool,
    /// Whether structures lack `#[non_exhaustive]`, so that struct literals work in other crates.
    pub exhaustive: bool,
    /// Whether the output contains tests of its requests and responses.
    pub proof: bool,
    /// Whether the output contains fake responses for tests.
    pub testing: bool,
    /// The program that the first line of each file names, such as `cargo xtask`.
    pub program: &'static str,
}

impl OutputOptions {
    /// Whether the output uses `ring`, which the TLS library of its client brings along.
    pub(super) fn uses_ring(self) -> bool {
        self.client.is_some() && self.tls == Tls::Rustls
    }
}

impl Default for OutputOptions {
    fn default() -> Self {
        Self {
            client: None,
            tls: Tls::Rustls,
            signing: false,
            retry: false,
            credentials: CredentialSources::default(),
            serde: false,
            exhaustive: false,
            proof: false,
            testing: false,
            program: XTASK,
        }
    }
}

/// The module paths of a service, from the root of the crate.
#[derive(Clone, Debug, Default)]
pub struct ModulePaths {
    /// The module that all services share, with the runtime in it.
    root: Vec<String>,
    /// The module of the service in it, if there are several services.
    pub(super) service: Option<String>,
}

impl ModulePaths {
    /// The paths of a service in an output.
    pub fn new(layout: &Layout, service: Option<String>) -> Self {
        let root = match layout {
            Layout::Crate(_) => Vec::new(),
            Layout::Module(path) => path.clone(),
        };
        Self { root, service }
    }

    /// The path of the module `runtime`.
    pub(super) fn runtime(&self) -> String {
        path(&self.root, "runtime")
    }

    /// The path of the module `testing`.
    pub(super) fn testing(&self) -> String {
        path(&self.root, "testing")
    }

    /// The path of the module `types`.
    pub(super) fn types(&self) -> String {
        path(self.root.iter().chain(&self.service), "types")
    }

    /// The path of the module of the service, as text.
    pub(super) fn module(&self) -> String {
        let modules = self.root.iter().chain(&self.service).map(String::as_str);
        ["crate"].into_iter().chain(modules).collect::<Vec<_>>().join("::")
    }

    /// The path of the module of the service.
    pub(super) fn service(&self) -> TokenStream {
        let modules = self.root.iter().chain(&self.service).map(|name| format_ident!("{name}"));
        quote!(crate #(::#modules)*)
    }
}

/// The path of a module below others, from `crate`.
fn path<'m>(above: impl IntoIterator<Item = &'m String>, module: &'m str) -> String {
    let above = above.into_iter().map(String::as_str);
    ["crate"].into_iter().chain(above).chain([module]).collect::<Vec<_>>().join("::")
}
