//! Tests of the runtime. They stand beside it, because the runtime's own files are copied into outputs.

mod base64;
mod error;
mod json;
mod operation;
mod paging;
mod reply;
mod request;
mod retry;
mod service;
mod timestamp;
mod values;
mod waiting;
