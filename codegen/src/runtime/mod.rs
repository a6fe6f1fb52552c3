//! Support code that every generated crate carries a copy of. Nothing here does any I/O.

mod codec;
pub mod error;
pub mod json;
mod open_enum;
pub mod operation;
pub mod request;
mod sensitive;
mod timestamp;

pub use error::{ErrorHead, ErrorReply, MalformedReply, OperationError};
pub(crate) use open_enum::open_enum;
pub use operation::{Operation, Request};
pub use request::{BuildError, RequestBuilder};
pub(crate) use sensitive::Redacted;
pub use timestamp::{InvalidTimestamp, Timestamp};
