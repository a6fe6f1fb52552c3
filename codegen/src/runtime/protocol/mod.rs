//! Wire protocols: how a request starts, and how a reply is judged.

pub mod aws_json;
pub mod rest_json;
