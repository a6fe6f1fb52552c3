//! An S3 server, a client that sends bytes as they are, and the signer of outputs.

pub mod client;
#[path = "../../../codegen/src/runtime/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "an output has the modules that it uses"
)]
pub mod runtime;
pub mod server;
