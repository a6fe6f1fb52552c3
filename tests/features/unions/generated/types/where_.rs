use super::{Nothing, Ring};
use crate::runtime::{Document, json, serde_form, value_format};

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

impl Where {
    /// Creates [`Ring`](Self::Ring).
    #[must_use]
    pub fn ring(value: Ring) -> Self {
        Self::Ring(Box::new(value))
    }

    /// Creates [`None`](Self::None).
    #[must_use]
    pub fn none(value: Nothing) -> Self {
        Self::None(Box::new(value))
    }

    /// Returns the value of [`Trail`](Self::Trail), if that is the member.
    #[must_use]
    pub fn as_trail(&self) -> Option<&str> {
        match self {
            Self::Trail(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Map`](Self::Map), if that is the member.
    #[must_use]
    pub fn as_map(&self) -> Option<&[u8]> {
        match self {
            Self::Map(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Legs`](Self::Legs), if that is the member.
    #[must_use]
    pub fn as_legs(&self) -> Option<&[Where]> {
        match self {
            Self::Legs(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Ring`](Self::Ring), if that is the member.
    #[must_use]
    pub fn as_ring(&self) -> Option<&Ring> {
        match self {
            Self::Ring(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`UnknownValue`](Self::UnknownValue), if that is the member.
    #[must_use]
    pub fn as_unknown(&self) -> Option<i32> {
        match self {
            Self::UnknownValue(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the value of [`None`](Self::None), if that is the member.
    #[must_use]
    pub fn as_none(&self) -> Option<&Nothing> {
        match self {
            Self::None(value) => Some(value),
            _ => None,
        }
    }
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
