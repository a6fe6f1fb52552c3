//! The rules of S3 that its model does not state: hosts, keys, errors and encodings.

mod base;
pub mod bucket;
pub mod control;
pub mod copy_source;
mod customer_key;
pub mod endpoint;
mod host;
pub mod listing;
mod metadata;
pub mod redirect;
pub mod reply;
pub mod settings;
