//! Streams of events: frames, the events in them, and their signatures.

pub mod encode;
pub mod events;
pub mod frame;
pub mod header;
pub mod message;
pub mod sends;
pub mod signed;
