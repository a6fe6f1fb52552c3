//! The wire protocols.

pub mod aws_json;
pub mod rest_json;
