//! Wire protocols: what their requests start with, and how their replies end.

pub mod aws_json;
pub mod rest_json;
