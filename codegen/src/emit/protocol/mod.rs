//! One file per wire protocol: how an input becomes a request, and a reply an output.

pub mod rest_json;
