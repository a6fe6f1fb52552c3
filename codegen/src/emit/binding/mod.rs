//! Bindings: how protocols place an operation in an HTTP message. `rest` has members in path, query, headers and body;
//! `rpc` posts the input as a body.

mod auth;
mod extensions;
pub mod rest;
pub mod rpc;
