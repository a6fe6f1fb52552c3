//! The CBOR codec.

pub mod blob;
pub mod decode;
pub mod encode;
pub mod head;
mod object;
mod reader;
pub mod reply;
pub mod sparse;
pub mod token;
pub mod union;
mod writer;

pub(crate) use decode::decode;
pub(crate) use encode::encode;
pub(crate) use object::object;
pub(crate) use union::{decode_union, encode_union, union};
