use crate::runtime::{error, event_stream, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Frame {
    pub horses: Option<i32>,
}

impl event_stream::events::ReceivedEvent for Frame {
    fn read(message: &event_stream::message::Message<'_>) -> Result<Self, error::MalformedReply> {
        message.reply().json()
    }
}

json::decode! { Frame {
    "Horses" => horses,
} }
