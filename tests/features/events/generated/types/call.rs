use std::fmt;

use crate::runtime::{Redacted, error, event_stream};

#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Call {
    pub words: Option<String>,
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("words", &self.words.as_ref().map(|_| Redacted)).finish()
    }
}

impl event_stream::events::ReceivedEvent for Call {
    fn read(message: &event_stream::message::Message<'_>) -> Result<Self, error::MalformedReply> {
        Ok(Self { words: message.text()? })
    }
}
