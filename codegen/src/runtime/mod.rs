//! Support code that every generated crate carries a copy of, as far as it needs it. Nothing here does any I/O.

pub mod base64;
mod document;
pub mod endpoint;
pub mod endpoints;
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
pub mod retry;
mod sensitive;
pub mod serde_form;
pub mod service;
mod timestamp;
pub mod token;
pub mod traits;
pub mod value_format;
pub mod waiting;
pub mod written;

pub use document::Document;
pub use endpoints::{Endpoints, Exception};
pub use error::{ErrorHead, ErrorReply, MalformedReply, OperationError};
pub(crate) use open_enum::open_enum;
pub use operation::{Operation, Request};
pub use reply::Reply;
pub use request::{BuildError, RequestBuilder};
pub(crate) use sensitive::Redacted;
pub use service::{Endpoint, NoEndpoint, Region, Service};
pub use timestamp::{InvalidTimestamp, Timestamp};
