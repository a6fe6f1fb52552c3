//! Support code that every generated crate carries a copy of, as far as it needs it. Nothing here does any I/O.

pub mod aws_json;
pub mod base64;
mod codec;
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
pub mod reply;
pub mod request;
pub mod rest_json;
pub mod retry;
mod sensitive;
pub mod service;
pub mod sparse;
mod timestamp;
pub mod token;
pub mod traits;
pub mod union;
pub mod waiting;
pub mod written;

pub use endpoints::{Endpoints, Exception};
pub use error::{ErrorHead, ErrorReply, MalformedReply, OperationError};
pub(crate) use open_enum::open_enum;
pub use operation::{Operation, Request};
pub use reply::Reply;
pub use request::{BuildError, RequestBuilder};
pub(crate) use sensitive::Redacted;
pub use service::{Endpoint, NoEndpoint, Region, Service};
pub use timestamp::{InvalidTimestamp, Timestamp};
