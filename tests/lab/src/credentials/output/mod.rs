//! The sources of credentials as outputs contain them, with the modules that they use.

#![allow(clippy::missing_errors_doc, reason = "outputs hide the modules of codecs")]
#![allow(dead_code, reason = "an output uses more of these modules")]
#![allow(clippy::disallowed_methods, reason = "a client reads the clock and the environment")]
#![allow(
    clippy::duration_suboptimal_units,
    clippy::unnecessary_map_or,
    reason = "outputs compile with older toolchains"
)]

pub mod client;
#[allow(unused_imports, unused_macros, reason = "an output has the modules that it uses")]
#[path = "../../../../../codegen/src/runtime/mod.rs"]
pub mod runtime;
