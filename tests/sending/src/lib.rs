//! Shared code of these programs and tests: a scripted server, and the recorded responses of the nine operations.

#[rustfmt::skip]
pub mod aws;
pub mod random;
pub mod recorded;
pub mod server;
pub mod signature;
pub mod tls;
