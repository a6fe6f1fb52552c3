use super::Fence;
use crate::runtime::{CborValue, cbor, value_format};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cause {
    Rider(String),
    Photo(Vec<u8>),
    Fence(Box<Fence>),
    Several(Vec<Cause>),
    /// A member that this code does not know: its name and value.
    Unknown(String, CborValue),
}

impl Cause {
    /// Creates [`Fence`](Self::Fence).
    #[must_use]
    pub fn fence(value: Fence) -> Self {
        Self::Fence(Box::new(value))
    }

    /// Returns the value of [`Rider`](Self::Rider), if that is the member.
    #[must_use]
    pub fn as_rider(&self) -> Option<&str> {
        match self {
            Self::Rider(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Photo`](Self::Photo), if that is the member.
    #[must_use]
    pub fn as_photo(&self) -> Option<&[u8]> {
        match self {
            Self::Photo(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Fence`](Self::Fence), if that is the member.
    #[must_use]
    pub fn as_fence(&self) -> Option<&Fence> {
        match self {
            Self::Fence(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Several`](Self::Several), if that is the member.
    #[must_use]
    pub fn as_several(&self) -> Option<&[Cause]> {
        match self {
            Self::Several(value) => Some(value),
            _ => None,
        }
    }
}

cbor::union! { Cause {
    "Rider" => Rider,
    "Photo" => Photo: value_format::Blob,
    "Fence" => Fence: value_format::Boxed,
    "Several" => Several,
} }
