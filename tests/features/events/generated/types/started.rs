use super::Horse;
use crate::runtime::{error, event_stream, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Started {
    pub horses: Option<Vec<Horse>>,
}

impl event_stream::events::ReceivedEvent for Started {
    fn read(message: &event_stream::message::Message<'_>) -> Result<Self, error::MalformedReply> {
        message.reply().json()
    }
}

json::decode! { Started {
    "horses" => horses,
} }
