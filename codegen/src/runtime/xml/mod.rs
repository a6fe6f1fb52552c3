//! The XML codec.

pub mod blob;
pub mod decode;
pub mod encode;
mod encode_blob;
mod encode_segment;
mod encode_token;
pub mod encode_union;
pub mod encoded;
mod object;
mod payload;
mod reader;
pub mod reply;
mod request;
mod tag;
mod text;
pub mod union;
mod writer;

pub(crate) use decode::decode;
pub(crate) use encode::encode;
pub(crate) use encode_union::encode_union;
pub(crate) use object::{object, union};
pub(crate) use union::decode_union;
