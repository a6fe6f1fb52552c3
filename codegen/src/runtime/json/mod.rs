//! The JSON codec.

pub mod blob;
mod cbor_value;
pub mod decode;
mod decode_collections;
mod decode_floats;
pub mod document;
mod edit;
pub mod encode;
mod encode_floats;
pub mod events;
pub mod fields;
pub mod name;
mod object;
pub mod payload;
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
