//! The code generator: turns a service model into the files of a Rust crate, in memory.
//!
//! The stages, in order. They do not use files, the clock, the network or the environment.
//!
//! | stage | in → out |
//! | --- | --- |
//! | [`frontend`] | model files → IR |
//! | [`endpoints`] | the endpoint rules of a model → exceptions to the default host |
//! | [`services`] | IR → IR with the facts that AWS's SDKs know and models do not state |
//! | [`change`] | IR and a change document → IR; two IRs → a report of the changes |
//! | [`mod@slice`] | IR and operation names → the IR that these operations need |
//! | [`mod@paginator`], [`mod@waiter`] | the slice → its paginators and waiters, resolved with [`jmespath`] |
//! | [`check`] | the slice → diagnostics; later stages cannot fail |
//! | [`names`] | the slice → all Rust identifiers |
//! | [`emit`] | the slice and its names → Rust code, as text and tokens |
//! | [`output`] | text and tokens → files in memory |
//!
//! [`generate`] runs all stages.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "no panic on any input"
)]

pub mod change;
pub mod check;
pub mod constructors;
pub mod diagnostic;
pub mod discovery;
mod doc_links;
mod docs_level;
pub mod emit;
pub mod endpoints;
pub mod frontend;
mod graph;
pub mod ir;
pub mod jmespath;
mod json;
mod markdown;
pub mod names;
pub mod omit;
pub mod output;
pub mod paginator;
mod pipeline;
mod resolve_error;
#[cfg(test)]
mod runtime;
#[cfg(test)]
mod runtime_tests;
mod selection;
pub mod services;
pub mod slice;
pub mod waiter;
pub mod why;

pub use docs_level::DocsLevel;
pub use emit::{
    Client, CredentialSource, CredentialSources, Layout, OUTPUT_VERSION, OutputOptions, Tls, XTASK,
};
pub use markdown::is_visible;
pub use names::{is_module_name, is_portable_file_name, is_reserved_crate_name};
pub use omit::MemberPath;
pub use pipeline::{Input, Prepared, Request, assemble, generate, prepare, survey};
pub use selection::{OperationName, Selection};
