//! The form codec of the query protocols.

pub mod blob;
pub mod encode;
pub mod encoded;
pub mod token;
pub mod union;
mod writer;

pub(crate) use encode::encode;
pub(crate) use union::encode_union;
