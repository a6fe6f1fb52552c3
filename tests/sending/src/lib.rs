//! What the programs and tests here share: a server that does as it is told, and the recorded replies of the nine
//! operations.

#[rustfmt::skip]
pub mod aws;
pub mod recorded;
pub mod server;
pub mod signature;
