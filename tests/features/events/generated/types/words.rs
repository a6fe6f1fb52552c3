use super::{Bye, Hoarse, Sentence, Sound};
use crate::runtime::{event_stream, request};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Words {
    Sentence(Box<Sentence>),
    Sound(Box<Sound>),
    Bye(Box<Bye>),
    Hoarse(Box<Hoarse>),
    /// An event that this code does not know: its name and payload.
    Unknown(String, Vec<u8>),
}

impl Words {
    /// Creates [`Sentence`](Self::Sentence).
    #[must_use]
    pub fn sentence(value: Sentence) -> Self {
        Self::Sentence(Box::new(value))
    }

    /// Creates [`Sound`](Self::Sound).
    #[must_use]
    pub fn sound(value: Sound) -> Self {
        Self::Sound(Box::new(value))
    }

    /// Creates [`Bye`](Self::Bye).
    #[must_use]
    pub fn bye(value: Bye) -> Self {
        Self::Bye(Box::new(value))
    }

    /// Creates [`Hoarse`](Self::Hoarse).
    #[must_use]
    pub fn hoarse(value: Hoarse) -> Self {
        Self::Hoarse(Box::new(value))
    }
}

event_stream::encode! { Words {
    "sentence" => Sentence,
    "sound" => Sound,
    "bye" => Bye,
    "hoarse" => Hoarse: Exception,
} }
