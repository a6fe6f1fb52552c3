//! The wire protocols.

pub mod aws_json;
pub mod oauth;
pub mod rest_json;
