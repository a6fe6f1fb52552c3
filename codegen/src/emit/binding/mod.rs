//! Bindings of operations to HTTP messages: `rest` binds members to the path, query string, headers and body; `rpc`
//! sends the input as the body.

mod auth;
mod customization;
mod extensions;
pub mod rest;
pub mod rpc;
