//! Support code for generated crates. An output contains a copy of the modules that it uses. Nothing here does I/O.

pub mod base64;
mod document;
pub mod endpoint;
pub mod error;
pub mod header;
pub mod json;
pub mod json_text;
mod open_enum;
pub mod operation;
pub mod paging;
pub mod partition;
pub mod payload;
pub mod protocol;
pub mod reply;
pub mod request;
pub mod request_extensions;
pub mod retry;
mod sensitive;
pub mod serde_form;
pub mod service;
mod timestamp;
pub mod timestamp_text;
pub mod token;
pub mod value_format;
pub mod waiting;

pub use document::Document;
pub use endpoint::{Endpoints, Exception};
pub use error::{ErrorHead, ErrorReply, MalformedReply, OperationError};
pub(crate) use open_enum::open_enum;
pub use operation::{Operation, Request};
pub use reply::Reply;
pub use request::{BuildError, RequestBuilder};
pub(crate) use sensitive::Redacted;
pub use service::{Endpoint, NoEndpoint, Region, Service};
pub use timestamp::{InvalidTimestamp, Timestamp};
