//! The signer as outputs contain it, with the modules that it uses.

#![allow(dead_code, reason = "an output uses more of these modules")]

#[path = "../../../../codegen/src/runtime/credentials.rs"]
pub mod credentials;
#[path = "../../../../codegen/src/runtime/hmac.rs"]
mod hmac;
#[path = "../../../../codegen/src/runtime/percent.rs"]
mod percent;
#[path = "../../../../codegen/src/runtime/sha256.rs"]
mod sha256;
#[path = "../../../../codegen/src/runtime/sigv4.rs"]
pub mod sigv4;
#[path = "../../../../codegen/src/runtime/timestamp.rs"]
mod timestamp;

pub use timestamp::Timestamp;
