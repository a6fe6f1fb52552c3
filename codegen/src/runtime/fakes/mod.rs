//! Responses for tests, as services write them.

pub mod cbor;
pub mod events;
pub mod json;
pub mod listing;
pub mod reply;
pub mod xml;
mod xml_text;
