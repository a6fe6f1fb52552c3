//! Tests of the runtime. They are in separate files, because the files of the runtime are copied into outputs.

mod base64;
mod clock;
mod endpoint_params;
mod error;
mod json;
mod operation;
mod paging;
mod paths;
mod reply;
mod request;
mod retry;
mod service;
mod service_facts;
mod sha256;
mod sigv4;
mod timestamp;
mod values;
mod waiting;
