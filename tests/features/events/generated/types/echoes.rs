use super::Echo;
use crate::runtime::{error, event_stream};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Echoes {
    Echo(Box<Echo>),
    /// An event that this code does not know: its name and payload.
    Unknown(String, Vec<u8>),
}

impl Echoes {
    /// Returns the value of [`Echo`](Self::Echo), if that is the member.
    #[must_use]
    pub fn as_echo(&self) -> Option<&Echo> {
        match self {
            Self::Echo(value) => Some(value),
            Self::Unknown(..) => None,
        }
    }
}

event_stream::decode! { Echoes {
    "echo" => Echo,
} }
