use super::Frame;
use crate::runtime::{error, event_stream};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Frames {
    Frame(Box<Frame>),
    /// An event that this code does not know: its name and payload.
    Unknown(String, Vec<u8>),
}

impl Frames {
    /// Returns the value of [`Frame`](Self::Frame), if that is the member.
    #[must_use]
    pub fn as_frame(&self) -> Option<&Frame> {
        match self {
            Self::Frame(value) => Some(value),
            Self::Unknown(..) => None,
        }
    }
}

event_stream::decode! { Frames {
    "Frame" => Frame,
} }
