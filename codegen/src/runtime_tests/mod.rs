//! Tests of the runtime. They stand beside it, because the runtime's own files are copied into outputs.

mod error;
mod json;
mod operation;
mod request;
mod timestamp;
