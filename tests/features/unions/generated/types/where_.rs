use crate::runtime::{json, serde_form, value_format, Document};
use super::{Nothing, Ring};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Where {
    Trail(String),
    Map(Vec<u8>),
    Legs(Vec<Where>),
    Ring(Box<Ring>),
    UnknownValue(i32),
    None(Box<Nothing>),
    /// A member that this code does not know: its name and value.
    Unknown(String, Document),
}

json::union! { Where {
    "TRAIL" => Trail,
    "map" => Map: value_format::Blob,
    "legs" => Legs,
    "ring" => Ring: value_format::Boxed,
    "Unknown" => UnknownValue,
    "none" => None: value_format::Boxed,
} }

serde_form::implement!(Where);
