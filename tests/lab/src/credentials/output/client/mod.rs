//! The client's modules.

pub mod credentials;
