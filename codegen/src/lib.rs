//! farrier's compiler: from a service model to the text of a Rust crate, in memory.
//!
//! The stages, in order. None of them reads or writes a file, a clock, the network or the environment.
//!
//! | stage | in → out |
//! | --- | --- |
//! | [`frontend`] | the text of a model → IR |
//! | [`endpoints`] | the endpoint rules of a model → the few places where its hosts are not as usual |
//! | [`change`] | IR and a change document → IR; two IRs → what changed, and a page of it |
//! | [`mod@slice`] | IR and the names of operations → the IR that they need |
//! | [`mod@paginator`], [`mod@waiter`] | the slice → its paginators and waiters, resolved with [`jmespath`] |
//! | [`check`] | the slice → diagnostics; after it nothing can fail |
//! | [`names`] | the slice → every Rust identifier |
//! | [`emit`] | the slice and its names → Rust: types and tables as text, behaviour as tokens |
//! | [`output`] | text and tokens → files in memory |
//!
//! [`generate`] runs them all.

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
pub mod diagnostic;
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
pub mod slice;
pub mod waiter;
pub mod why;

pub use docs_level::DocsLevel;
pub use emit::{Client, Layout, OUTPUT_VERSION, OutputOptions, XTASK};
pub use markdown::is_visible;
pub use names::{is_module_name, is_reserved_crate_name};
pub use omit::MemberPath;
pub use pipeline::{Input, Prepared, Request, assemble, generate, prepare, survey};
pub use selection::{OperationName, Selection};
