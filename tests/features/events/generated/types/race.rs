use super::{Call, Finish, Lap, Photo, Started};
use crate::runtime::{error, event_stream};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Race {
    Started(Box<Started>),
    Lap(Box<Lap>),
    Photo(Box<Photo>),
    Call(Box<Call>),
    Finish(Box<Finish>),
    /// An event that this code does not know: its name and payload.
    Unknown(String, Vec<u8>),
}

impl Race {
    /// Returns the value of [`Started`](Self::Started), if that is the member.
    #[must_use]
    pub fn as_started(&self) -> Option<&Started> {
        match self {
            Self::Started(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Lap`](Self::Lap), if that is the member.
    #[must_use]
    pub fn as_lap(&self) -> Option<&Lap> {
        match self {
            Self::Lap(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Photo`](Self::Photo), if that is the member.
    #[must_use]
    pub fn as_photo(&self) -> Option<&Photo> {
        match self {
            Self::Photo(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Call`](Self::Call), if that is the member.
    #[must_use]
    pub fn as_call(&self) -> Option<&Call> {
        match self {
            Self::Call(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Finish`](Self::Finish), if that is the member.
    #[must_use]
    pub fn as_finish(&self) -> Option<&Finish> {
        match self {
            Self::Finish(value) => Some(value),
            _ => None,
        }
    }
}

event_stream::decode! { Race {
    "started" => Started,
    "lap" => Lap,
    "photo" => Photo,
    "call" => Call,
    "finish" => Finish,
} }
