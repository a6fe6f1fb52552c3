//! The wire protocols.

pub mod aws_json;
pub mod ec2;
pub mod oauth;
pub mod query;
pub mod rest_json;
pub mod rest_xml;
pub mod rpc_v2_cbor;
